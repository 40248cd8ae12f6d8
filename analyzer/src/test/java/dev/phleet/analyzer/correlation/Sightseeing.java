package dev.phleet.analyzer.correlation;

import dev.phleet.schemas.event.CallTable;
import dev.phleet.schemas.event.Severity;
import java.time.Duration;
import java.util.List;

/**
 * Observations for tests of the rules: program "prog" on hosts named by a letter, times in seconds.
 */
final class Sightseeing {
  static final String EXECUTABLE = "sha256:" + "ab".repeat(32);
  static final long SECOND = 1_000_000;
  static final long START = 1_700_000_000 * SECOND;
  static final SpreadSettings SETTINGS =
      new SpreadSettings(
          true,
          Severity.MEDIUM,
          2,
          Duration.ofSeconds(100),
          Duration.ofSeconds(150),
          Duration.ofSeconds(1000),
          Duration.ofSeconds(5),
          50);

  private Sightseeing() {}

  static Observation see(String host, int seconds, String call, String previous, long sequence) {
    Pattern pattern =
        new Pattern(
            "x86_64",
            List.of(
                new WindowCall(CallTable.NATIVE, number(call), call),
                new WindowCall(CallTable.NATIVE, number(previous), previous)),
            List.of(1));
    return new Observation(
        EXECUTABLE,
        "/usr/bin/prog",
        7,
        new HostRef(host, "name-" + host, "boot-" + host),
        new EventRef(START + seconds * SECOND, host, "run-" + host, sequence),
        pattern,
        23,
        1,
        Signature.of(EXECUTABLE, pattern));
  }

  static Observation see(String host, int seconds) {
    return see(host, seconds, "write", "write", seconds + 1);
  }

  private static int number(String call) {
    return call.chars().sum();
  }
}
