package dev.phleet.analyzer.intake;

import dev.phleet.analyzer.correlation.EventRef;
import dev.phleet.analyzer.correlation.HostRef;
import dev.phleet.analyzer.correlation.Observation;
import dev.phleet.analyzer.correlation.Pattern;
import dev.phleet.analyzer.correlation.Signature;
import dev.phleet.analyzer.correlation.WindowCall;
import dev.phleet.analyzer.fleet.ProfileShare;
import dev.phleet.schemas.event.Anomaly;
import dev.phleet.schemas.event.Call;
import dev.phleet.schemas.event.Executable;
import dev.phleet.schemas.event.Host;
import dev.phleet.schemas.event.ProfileState;
import dev.phleet.schemas.event.Source;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;

/** Takes out of a checked event what the rules and the fleet profiles need of it. */
public final class Readings {
  private Readings() {}

  /** The host of an event. */
  public static HostRef host(Host host) {
    return new HostRef(host.getId(), host.getName(), host.getBootId());
  }

  /** An anomaly as the rules see it. */
  public static Observation observation(Anomaly anomaly) {
    Executable executable = anomaly.getExecutable();
    Source source = anomaly.getSource();
    List<WindowCall> window = new ArrayList<>(anomaly.getWindow().size());
    for (Call call : anomaly.getWindow()) {
      window.add(new WindowCall(call.getTable(), call.getNumber(), call.getName()));
    }
    Pattern pattern = new Pattern(anomaly.getArchitecture(), window, anomaly.getMismatches());
    return new Observation(
        executable.getId(),
        executable.getPath(),
        executable.getProfileKey(),
        host(anomaly.getHost()),
        new EventRef(
            micros(anomaly.getTime()),
            anomaly.getHost().getId(),
            source.getRunId(),
            source.getSequence()),
        pattern,
        anomaly.getProcess().getPid(),
        Math.max(anomaly.getLfc(), anomaly.getMaxLfc()),
        Signature.of(executable.getId(), pattern));
  }

  /**
   * What a profile contributes to its executable.
   *
   * @param path the path that it says, maybe as a copy that is there already
   */
  public static ProfileShare share(ProfileState state, String path) {
    return new ProfileShare(
        state.getState(),
        path,
        state.getCounters().getCalls(),
        state.getCounters().getAnomalies(),
        state.getPairs(),
        micros(state.getFirstSeen()),
        micros(state.getTime()));
  }

  /** Microseconds since 1970. */
  public static long micros(Instant time) {
    return ChronoUnit.MICROS.between(Instant.EPOCH, time);
  }
}
