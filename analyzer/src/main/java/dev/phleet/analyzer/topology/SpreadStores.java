package dev.phleet.analyzer.topology;

import dev.phleet.analyzer.correlation.HostTrack;
import dev.phleet.analyzer.correlation.SessionKey;
import dev.phleet.analyzer.correlation.SignatureKey;
import dev.phleet.analyzer.correlation.SignatureTrack;
import dev.phleet.analyzer.correlation.Spread;
import dev.phleet.analyzer.correlation.SpreadState;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Consumer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;

/**
 * The spread rule's state in three stores. The parts of a key are separated by a zero, which no
 * checked part contains; the hosts of a session lie together, sorted.
 *
 * @param sessions {@link StoreNames#SESSIONS}
 * @param sightings {@link StoreNames#SIGHTINGS}
 * @param spreads {@link StoreNames#SPREADS}
 */
record SpreadStores(
    KeyValueStore<String, SignatureTrack> sessions,
    KeyValueStore<String, HostTrack> sightings,
    KeyValueStore<String, List<Spread>> spreads)
    implements SpreadState {
  private static final char ZERO = '\0';

  @Override
  public SignatureTrack track(SignatureKey key) {
    SignatureTrack track = sessions.get(text(key));
    return track == null ? SignatureTrack.EMPTY : track;
  }

  @Override
  public void putTrack(SignatureKey key, SignatureTrack track) {
    sessions.put(text(key), track.sessions().isEmpty() ? null : track);
  }

  @Override
  public void eachTrack(Consumer<SignatureKey> visitor) {
    try (KeyValueIterator<String, SignatureTrack> all = sessions.all()) {
      all.forEachRemaining(
          entry -> {
            int zero = entry.key.indexOf(ZERO);
            visitor.accept(
                new SignatureKey(entry.key.substring(0, zero), entry.key.substring(zero + 1)));
          });
    }
  }

  @Override
  public Optional<HostTrack> host(SessionKey key, String hostId) {
    return Optional.ofNullable(sightings.get(prefix(key) + hostId));
  }

  @Override
  public void putHost(SessionKey key, HostTrack track) {
    sightings.put(prefix(key) + track.host().id(), track);
  }

  @Override
  public List<HostTrack> hosts(SessionKey key) {
    List<HostTrack> hosts = new ArrayList<>();
    try (KeyValueIterator<String, HostTrack> found =
        sightings.prefixScan(prefix(key), new StringSerializer())) {
      found.forEachRemaining(entry -> hosts.add(entry.value));
    }
    return hosts;
  }

  @Override
  public void forgetHosts(SessionKey key) {
    hosts(key).forEach(track -> sightings.delete(prefix(key) + track.host().id()));
  }

  @Override
  public List<Spread> spreads(String executableId) {
    List<Spread> found = spreads.get(executableId);
    return found == null ? List.of() : found;
  }

  @Override
  public void putSpreads(String executableId, Collection<Spread> all) {
    spreads.put(executableId, all.isEmpty() ? null : List.copyOf(all));
  }

  @Override
  public void eachExecutable(Consumer<String> visitor) {
    try (KeyValueIterator<String, List<Spread>> all = spreads.all()) {
      all.forEachRemaining(entry -> visitor.accept(entry.key));
    }
  }

  private static String text(SignatureKey key) {
    return key.executableId() + ZERO + key.signature();
  }

  private static String prefix(SessionKey key) {
    String number = String.format(Locale.ROOT, "%016x", key.number());
    return text(key.signature()) + ZERO + number + ZERO;
  }
}
