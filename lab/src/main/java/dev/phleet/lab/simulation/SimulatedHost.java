package dev.phleet.lab.simulation;

import dev.phleet.schemas.event.Host;
import dev.phleet.schemas.event.Source;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Random;
import java.util.UUID;

/** One host: its identity, its clock, and the numbers that its collector gave to its events. */
final class SimulatedHost {
  private static final int SKEW_MILLIS = 120_000;

  private final Host host;
  private final String runId;
  private final Duration skew;
  private final Map<String, Long> sequences = new HashMap<>();

  SimulatedHost(int number, Random random) {
    host =
        new Host(
            "host-%05d".formatted(number),
            "node-%05d.example".formatted(number),
            new UUID(random.nextLong(), random.nextLong()).toString());
    runId = new UUID(random.nextLong(), random.nextLong()).toString();
    // Clocks of a fleet differ; by minutes where nobody looks after them.
    skew = Duration.ofMillis(random.nextInt(SKEW_MILLIS) - SKEW_MILLIS / 2);
  }

  Host host() {
    return host;
  }

  /** How far its clock is ahead. */
  Duration skew() {
    return skew;
  }

  /** The source of its next event on a topic. */
  Source next(String topic) {
    return new Source(runId, sequences.merge(topic, 1L, Long::sum));
  }

  /** The last numbers that it used, by topic. */
  Map<String, Long> published() {
    return Map.copyOf(sequences);
  }
}
