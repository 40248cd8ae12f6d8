package dev.phleet.lab.simulation;

import dev.phleet.schemas.Topics;
import dev.phleet.schemas.event.CollectorPhase;
import dev.phleet.schemas.event.CollectorStatus;
import dev.phleet.schemas.event.Loss;
import dev.phleet.schemas.event.Scope;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/** Heartbeats of a collector that has lost nothing. */
final class SimulatedHeartbeat {
  private static final long RESIDENT_BYTES = 100_000_000;
  private static final long TASKS = 200;

  private SimulatedHeartbeat() {}

  static SimulatedRecord of(SimulatedHost host, int profiles, Instant time) {
    CollectorStatus status =
        new CollectorStatus(
            host.host(),
            host.next(Topics.COLLECTORS.name()),
            time,
            CollectorPhase.RUNNING,
            time,
            "simulated",
            "6.12.0",
            "x86_64",
            new Scope("host", ""),
            true,
            TASKS,
            Map.of("NORMAL", (long) profiles),
            host.published(),
            host.published(),
            true,
            0L,
            RESIDENT_BYTES,
            List.of(new Loss("kernel", "anomaly", 0L)),
            false);
    return new SimulatedRecord(Topics.COLLECTORS, host.host().getId(), status);
  }
}
