package dev.phleet.analyzer.delivery;

import java.util.Optional;
import java.util.function.Consumer;

/** Where it is kept which events have arrived. */
public interface DeliveryState {
  /** The runs of a host. */
  Optional<HostRuns> runs(String hostId);

  /** Keeps the runs of a host. */
  void put(HostRuns runs);

  /** Every host, as it is remembered. */
  void eachHost(Consumer<HostRuns> visitor);

  /**
   * Whether the log was read from its very beginning, so that numbers before a run's first one were
   * never there.
   */
  boolean fromTheBeginning();
}
