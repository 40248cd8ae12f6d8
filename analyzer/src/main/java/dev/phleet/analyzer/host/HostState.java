package dev.phleet.analyzer.host;

import java.util.Optional;
import java.util.function.Consumer;

/** Where it is kept what is known of the hosts. */
public interface HostState {
  /** What is known of a host. */
  Optional<KnownHost> host(String hostId);

  /** Keeps what is known of a host. */
  void put(KnownHost host);

  /** Forgets a host. */
  void forget(String hostId);

  /** Every host. */
  void eachHost(Consumer<KnownHost> visitor);
}
