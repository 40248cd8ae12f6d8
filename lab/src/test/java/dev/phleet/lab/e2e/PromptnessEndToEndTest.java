package dev.phleet.lab.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import dev.phleet.lab.demo.Program;
import dev.phleet.schemas.event.Anomaly;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** How long an event is under way on a host where nothing else happens. */
@NeedsKernel
@Timeout(180)
class PromptnessEndToEndTest {
  /** For so long events are left in the ring that follow others. */
  private static final Duration GATHERING = Duration.ofMillis(150);

  private static final int RUNS = 7;

  /** Longer than events may gather. */
  private static final Duration QUIET = Duration.ofMillis(700);

  @Test
  void shouldSendAnAnomalyAtOnceWhenNothingCameBeforeIt(@TempDir Path directory) throws Exception {
    Program program = Program.copyTo(directory);
    String path = program.path().toString();
    Map<String, String> settings =
        Map.of(
            "detector.normal-wait", "7d",
            "detector.anomaly-burst", "0",
            "detector.anomaly-limit", "100000",
            "status.interval", "60s");
    try (OneHost host = OneHost.start(directory, settings)) {
      host.run(program.normally(3));
      Patience.until("its path is known", () -> host.said("ps", "-p").contains(path));
      host.said("admin", "normalize", path);
      List<Duration> underWay = new ArrayList<>();
      while (underWay.size() < RUNS) {
        Instant quietUntil = Instant.now().plus(QUIET);
        host.until("all is quiet", () -> Instant.now().isAfter(quietUntil));
        int before = anomalies(host).size();
        host.tree().run(program.writingTwice());
        host.until("its anomaly is there", () -> anomalies(host).size() > before);
        underWay.add(Duration.between(anomalies(host).get(before).getTime(), Instant.now()));
      }
      // Of one at least, since this machine does other things, too: had it been left to gather,
      // none could.
      assertThat(underWay).anyMatch(time -> time.compareTo(GATHERING) < 0);
    }
  }

  private static List<Anomaly> anomalies(OneHost host) {
    return host.all(Anomaly.class, anomaly -> true);
  }
}
