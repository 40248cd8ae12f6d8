package dev.phleet.analyzer.fleet;

import dev.phleet.schemas.event.State;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiConsumer;

/**
 * Adds up what changes by executable, until it is sent: of thousands of hosts that run a program
 * each tells every half minute that it still does.
 */
public final class FleetChanges {
  /** In characters, of which each may take three bytes; a broker takes a record of 1 MB. */
  private static final int LARGE = 1 << 18;

  /** What a path takes beside its characters. */
  private static final int ENTRY = 32;

  private static final class Sum {
    private int training;
    private int frozen;
    private int normal;
    private long calls;
    private long anomalies;
    private long firstSeen = FleetSummary.EMPTY.firstSeen();
    private long lastSeen = FleetSummary.EMPTY.lastSeen();
    private final Map<Integer, Integer> pairs = new HashMap<>();
    private final Map<String, Integer> paths = new HashMap<>();

    private void add(HostShare share, int sign) {
      calls += sign * share.calls();
      training += share.state() == State.TRAINING ? sign : 0;
      frozen += share.state() == State.FROZEN ? sign : 0;
      normal += share.state() == State.NORMAL ? sign : 0;
    }

    private void seen(ProfileShare share, long newAnomalies) {
      anomalies += newAnomalies;
      firstSeen = Math.min(firstSeen, share.firstSeen());
      lastSeen = Math.max(lastSeen, share.lastSeen());
    }

    private FleetChange change() {
      return new FleetChange(
          training, frozen, normal, calls, anomalies, firstSeen, lastSeen, pairs, paths);
    }
  }

  private final Map<String, Sum> sums = new LinkedHashMap<>();
  private int characters;

  /**
   * Adds what one profile of a host has changed.
   *
   * @param before what the host's profiles contributed
   * @param after what they contribute now
   */
  void add(String executableId, long profileKey, HostShares before, HostShares after) {
    Sum sum = sums.computeIfAbsent(executableId, id -> new Sum());
    move(sum, HostShare.of(before), HostShare.of(after));
    KnownShare old = before.of(profileKey);
    KnownShare now = after.of(profileKey);
    if (now != null) {
      sum.seen(now.share(), old == null ? 0 : now.share().anomaliesSince(old.share()));
    }
    movePath(sum.paths, old, now);
  }

  private static void move(Sum sum, Optional<HostShare> old, Optional<HostShare> now) {
    old.ifPresent(share -> sum.add(share, -1));
    now.ifPresent(share -> sum.add(share, 1));
    if (!old.map(HostShare::pairs).equals(now.map(HostShare::pairs))) {
      old.ifPresent(share -> tally(sum.pairs, share.pairs(), -1));
      now.ifPresent(share -> tally(sum.pairs, share.pairs(), 1));
    }
  }

  private void movePath(Map<String, Integer> paths, KnownShare old, KnownShare now) {
    boolean same = old != null && now != null && old.share().path().equals(now.share().path());
    if (!same && old != null) {
      tallyPath(paths, old.share().path(), -1);
    }
    if (!same && now != null) {
      tallyPath(paths, now.share().path(), 1);
    }
  }

  private void tallyPath(Map<String, Integer> paths, String path, int change) {
    characters += paths.containsKey(path) ? 0 : ENTRY + path.length();
    tally(paths, path, change);
  }

  private static <K> void tally(Map<K, Integer> tally, K key, int change) {
    tally.merge(key, change, (one, two) -> one + two == 0 ? null : one + two);
  }

  /** Whether it is time to take what there is: paths may be long, and all be different. */
  public boolean isLarge() {
    return characters > LARGE;
  }

  /** Hands over what has changed since the last call, by executable id. */
  public void take(BiConsumer<String, FleetChange> taker) {
    sums.forEach((executable, sum) -> taker.accept(executable, sum.change()));
    clear();
  }

  /** Forgets it. */
  public void clear() {
    sums.clear();
    characters = 0;
  }
}
