package dev.phleet.analyzer.fleet.pairs;

import dev.phleet.analyzer.fleet.pairs.HostSets.Profile;
import dev.phleet.analyzer.fleet.pairs.HostSets.Union;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * Keeps each set of pairs once, however many hosts have it, for as long as any does. For the change
 * of one host.
 */
final class Interning {
  private final PairState state;
  private final CountCache counts;
  private final String executableId;
  private final Map<Mention, Supplier<PairSet>> fresh = new HashMap<>();

  Interning(PairState state, CountCache counts, String executableId) {
    this.state = state;
    this.counts = counts;
    this.executableId = executableId;
  }

  private record Mention(Program program, SetId set) {}

  /** The host's sets when one of its profiles is another, or is gone where {@code now} is empty. */
  HostSets replaced(HostSets before, long profileKey, Optional<PairsShare> now) {
    List<Profile> profiles = new ArrayList<>();
    before.profiles().stream().filter(p -> p.key() != profileKey).forEach(profiles::add);
    now.ifPresent(
        share ->
            profiles.add(
                new Profile(
                    profileKey,
                    share.architecture(),
                    share.state(),
                    id(share.architecture(), share.set(), share.content()::pairs))));
    profiles.sort((one, other) -> Long.compare(one.key(), other.key()));
    HostSets plain = new HostSets(profiles, List.of());
    List<Union> unions = new ArrayList<>();
    for (String architecture : plain.architectures()) {
      List<Profile> several = plain.of(architecture);
      if (several.size() > 1) {
        PairSet all =
            PairSet.union(several.stream().map(p -> set(program(architecture), p.set())).toList());
        unions.add(new Union(architecture, id(architecture, SetId.of(all), () -> all)));
      }
    }
    return new HostSets(profiles, unions);
  }

  /** A set that was there, or is new with this change. */
  PairSet set(Program program, SetId id) {
    Supplier<PairSet> set = fresh.get(new Mention(program, id));
    return set == null ? state.set(program, id) : set.get();
  }

  /** Keeps the sets that the host has now, and forgets those that nobody has any more. */
  void keep(HostSets before, HostSets after) {
    Map<Mention, Holders> more = new HashMap<>();
    before.mentions().forEach(m -> add(more, mention(m), -1, 0));
    after.mentions().forEach(m -> add(more, mention(m), 1, 0));
    before.architectures().forEach(a -> add(more, new Mention(program(a), before.known(a)), 0, -1));
    after.architectures().forEach(a -> add(more, new Mention(program(a), after.known(a)), 0, 1));
    more.forEach(this::keep);
  }

  private void keep(Mention mention, Holders more) {
    if (mention.set().equals(SetId.EMPTY) || more.equals(Holders.NONE)) {
      return;
    }
    Holders old = state.holders(mention.program(), mention.set());
    Holders now = old.plus(more.mentions(), more.hosts());
    boolean kept = now.mentions() > 0;
    if (!kept) {
      counts.settle(mention.program());
    }
    if (old.mentions() == 0 || !kept) {
      state.putSet(
          mention.program(),
          mention.set(),
          Optional.ofNullable(kept ? fresh.get(mention) : null).map(Supplier::get));
    }
    state.putHolders(mention.program(), mention.set(), Optional.of(now).filter(holders -> kept));
  }

  private static void add(Map<Mention, Holders> sums, Mention mention, int mentions, int hosts) {
    sums.merge(
        mention, new Holders(mentions, hosts), (one, two) -> one.plus(two.mentions(), two.hosts()));
  }

  private SetId id(String architecture, SetId id, Supplier<PairSet> pairs) {
    fresh.put(new Mention(program(architecture), id), pairs);
    return id;
  }

  private Mention mention(Union mention) {
    return new Mention(program(mention.architecture()), mention.set());
  }

  private Program program(String architecture) {
    return new Program(executableId, architecture);
  }
}
