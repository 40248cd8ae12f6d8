package dev.phleet.sql;

import static dev.phleet.sql.KnownEvents.NGINX;
import static dev.phleet.sql.KnownEvents.POSTGRES;
import static dev.phleet.sql.KnownEvents.SSHD;
import static dev.phleet.sql.KnownEvents.TEN;
import static dev.phleet.sql.KnownEvents.window;

import dev.phleet.schemas.Topics;
import dev.phleet.schemas.event.Ancestor;
import dev.phleet.schemas.event.Anomaly;
import dev.phleet.schemas.event.Call;
import dev.phleet.schemas.event.Executable;
import dev.phleet.schemas.event.Process;
import dev.phleet.schemas.event.ProfileCounters;
import dev.phleet.schemas.event.Source;
import dev.phleet.schemas.event.State;
import java.time.Duration;
import java.util.List;

/** Seven anomalies; the fourth of web-1 never arrived. */
final class KnownAnomalies {
  private static final String IMAGE = "nginx:1.27";
  private static final String SHIM = "containerd-shim";

  private KnownAnomalies() {}

  static void publish(Servers servers) throws Exception {
    Process first = process(100, IMAGE, SHIM);
    Process second = process(300, IMAGE, SHIM);
    List<Call> writes = window("write", "openat", "read");
    put(servers, at("h1", 1, "PT5M", NGINX, first, writes));
    put(servers, held(at("h1", 2, "PT5M10S", NGINX, first, window("execve", "write")), 2, 2));
    put(servers, held(at("h1", 3, "PT5M20S", NGINX, first, window("socket", "execve")), 0, 3));
    Process daemon = process(200, null, "systemd");
    put(servers, at("h1", 5, "PT1H10M", SSHD, daemon, window("connect", "socket")));
    put(servers, at("h2", 1, "PT30M", NGINX, second, writes));
    Anomaly score = at("h2", 2, "PT59M59.999S", NGINX, process(301, IMAGE, null), window("write"));
    score.setRaisedByPairs(false);
    score.setRaisedByScore(true);
    put(servers, score);
    Process database = process(400, null, "systemd");
    List<Call> execs = window("openat", "execve", "clone3", "execve");
    put(servers, held(at("h3", 1, "PT2H", POSTGRES, database, execs), 4, 1));
  }

  private static void put(Servers servers, Anomaly anomaly) throws Exception {
    servers.publish(Topics.ANOMALIES, anomaly.getHost().getId(), anomaly);
  }

  private static Anomaly held(Anomaly anomaly, long heldBack, int lfc) {
    anomaly.setHeldBack(heldBack);
    anomaly.setLfc(lfc);
    return anomaly;
  }

  private static Anomaly at(
      String host,
      long sequence,
      String afterTen,
      Executable executable,
      Process process,
      List<Call> window) {
    return Anomaly.newBuilder()
        .setHost(KnownEvents.host(host))
        .setSource(new Source("run-" + host, sequence))
        .setTime(TEN.plus(Duration.parse(afterTen)))
        .setExecutable(executable)
        .setProcess(process)
        .setArchitecture("x86_64")
        .setWindow(window)
        .setMismatches(List.of(1))
        .setLfc(1)
        .setMaxLfc(1)
        .setState(State.NORMAL)
        .setCounters(new ProfileCounters(100L, 100L, 3L, 4L, 1L))
        .build();
  }

  static Process process(int pid, String image, String parent) {
    List<Ancestor> ancestors = parent == null ? List.of() : List.of(new Ancestor(23, parent, null));
    return new Process(pid, pid, 23, 0L, "comm", 5L, null, null, ancestors, image);
  }
}
