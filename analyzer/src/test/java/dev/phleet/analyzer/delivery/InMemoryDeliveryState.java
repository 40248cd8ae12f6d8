package dev.phleet.analyzer.delivery;

import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Consumer;

/** Deliveries without a store, for tests of the plain classes. */
final class InMemoryDeliveryState implements DeliveryState {
  private final Map<String, HostRuns> hosts = new TreeMap<>();
  private final boolean fromTheBeginning;

  InMemoryDeliveryState(boolean fromTheBeginning) {
    this.fromTheBeginning = fromTheBeginning;
  }

  @Override
  public Optional<HostRuns> runs(String hostId) {
    return Optional.ofNullable(hosts.get(hostId));
  }

  @Override
  public void put(HostRuns runs) {
    hosts.put(runs.host().id(), runs);
  }

  @Override
  public void eachHost(Consumer<HostRuns> visitor) {
    hosts.values().forEach(visitor);
  }

  @Override
  public boolean fromTheBeginning() {
    return fromTheBeginning;
  }
}
