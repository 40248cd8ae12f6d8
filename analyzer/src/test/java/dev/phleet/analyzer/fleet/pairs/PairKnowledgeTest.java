package dev.phleet.analyzer.fleet.pairs;

import static org.assertj.core.api.Assertions.assertThat;

import dev.phleet.analyzer.fleet.KnownProfile;
import dev.phleet.analyzer.fleet.ProfileId;
import dev.phleet.analyzer.fleet.ProfileLedger;
import dev.phleet.schemas.event.State;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.roaringbitmap.RoaringBitmap;

/** Random histories of a fleet, and the same questions to the knowledge and to a naive model. */
class PairKnowledgeTest {
  private static final List<String> EXECUTABLES = List.of("sha256:aa", "sha256:bb");
  private static final List<String> ARCHITECTURES = List.of("aarch64", "x86_64");
  private static final List<State> STATES = List.of(State.TRAINING, State.FROZEN, State.NORMAL);
  private static final long START = 490_000 * NaiveFleet.HOUR;

  private final InMemoryPairState state = new InMemoryPairState();
  private final NaiveFleet naive = new NaiveFleet();
  private final Map<ProfileId, KnownProfile> ledgerState = new HashMap<>();
  private PairKnowledge knowledge;
  private long nowMillis;
  private long time = START;
  private long sequence;

  @Property(tries = 60)
  void shouldKnowWhatANaiveModelKnowsWhateverHappens(@ForAll long seed) {
    Random random = new Random(seed);
    int room = 1 + random.nextInt(80);
    knowledge = new PairKnowledge(state, room);
    for (int step = 0; step < 120; step++) {
      act(random);
      if (random.nextInt(12) == 0) {
        restart(room, random.nextBoolean());
      }
      if (random.nextInt(10) == 0) {
        check();
      }
    }
    check();
    restart(room, false);
    check();
    for (ProfileId id : List.copyOf(ledgerState.keySet())) {
      remove(id);
    }
    check();
    assertThat(state.isEmpty()).as("nothing is left of a fleet that is gone").isTrue();
  }

  private void act(Random random) {
    time += random.nextInt(4) * NaiveFleet.HOUR / 2;
    ProfileId id = new ProfileId("host-" + random.nextInt(7), random.nextInt(2));
    if (random.nextInt(6) == 0) {
      remove(id);
      return;
    }
    Set<Integer> training = pairs(random);
    Set<Integer> test =
        random.nextInt(3) == 0 ? training : random.nextBoolean() ? Set.of() : pairs(random);
    put(
        id,
        new NaiveFleet.Profile(
            EXECUTABLES.get(random.nextInt(8) == 0 ? 1 : 0),
            ARCHITECTURES.get(random.nextInt(6) == 0 ? 0 : 1),
            STATES.get(random.nextInt(3)),
            training,
            test));
  }

  /** Mostly one of three sets, some of them with a pair more or less. */
  private static Set<Integer> pairs(Random random) {
    int kind = random.nextInt(4);
    Set<Integer> pairs = new HashSet<>();
    for (int i = 0; kind > 0 && i < 12; i++) {
      pairs.add(PairCode.of(1 + i % (kind + 2), 1 + i / 3, 1 + i % 8));
    }
    if (random.nextInt(3) == 0) {
      pairs.add(PairCode.of(1 + random.nextInt(3072), 7, 1 + random.nextInt(8)));
      pairs.remove(pairs.iterator().next());
    }
    return pairs;
  }

  private void put(ProfileId id, NaiveFleet.Profile profile) {
    naive.put(id, profile, time);
    PairsShare share =
        PairsShare.of(
            profile.architecture(),
            profile.state(),
            time,
            new PairSet(bitmap(profile.training()), bitmap(profile.test())),
            new TreeMap<>(Map.of(1, "read")));
    KnownProfile now = new KnownProfile(profile.executableId(), "run", ++sequence);
    ledger().put(id, now, share).forEach(change -> knowledge.apply(change, nowMillis));
  }

  private void remove(ProfileId id) {
    naive.remove(id);
    ledger().remove(id).forEach(change -> knowledge.apply(change, nowMillis));
  }

  private ProfileLedger<PairsShare, PairsChange> ledger() {
    return new ProfileLedger<>(
        new ProfileLedger.Known() {
          @Override
          public Optional<KnownProfile> get(ProfileId id) {
            return Optional.ofNullable(ledgerState.get(id));
          }

          @Override
          public void put(ProfileId id, Optional<KnownProfile> profile) {
            profile.ifPresentOrElse(p -> ledgerState.put(id, p), () -> ledgerState.remove(id));
          }
        },
        (what, amount) -> {},
        PairsChange::new);
  }

  private void restart(int room, boolean orderly) {
    if (orderly) {
      knowledge.write();
    }
    knowledge = new PairKnowledge(state, room);
    knowledge.resume(nowMillis);
  }

  private void check() {
    nowMillis += 3_600_000;
    knowledge.takeChanged(nowMillis);
    knowledge.write();
    naive.forgetGone();
    for (String executable : EXECUTABLES) {
      int pairs = 0;
      int common = 0;
      for (String architecture : ARCHITECTURES) {
        Map<String, NaiveFleet.Profile> hosts = naive.byHost(executable, architecture);
        PairCounts counts = state.counts(new Program(executable, architecture));
        checkCounts(counts, hosts);
        pairs += counts.size();
        common += counts.common();
      }
      PairFigures figures = knowledge.figures(executable, time);
      assertThat(figures.pairs()).isEqualTo(pairs);
      assertThat(figures.common()).isEqualTo(common);
      assertThat(figures.newLastDay()).isEqualTo(naive.lastDay(executable, time));
      assertThat(figures.lastNew()).isEqualTo(naive.last(executable));
      assertThat(figures.outliers()).isEqualTo(naive.outliers(executable, ARCHITECTURES));
    }
  }

  private static void checkCounts(PairCounts counts, Map<String, NaiveFleet.Profile> hosts) {
    Map<Integer, List<Integer>> expected = new TreeMap<>();
    hosts.values().stream()
        .flatMap(profile -> profile.known().stream())
        .forEach(
            pair ->
                expected.put(
                    pair,
                    List.of(
                        (int)
                            hosts.values().stream()
                                .filter(p -> p.training().contains(pair))
                                .count(),
                        (int) hosts.values().stream().filter(p -> p.test().contains(pair)).count(),
                        (int)
                            hosts.values().stream()
                                .filter(p -> p.known().contains(pair))
                                .count())));
    Map<Integer, List<Integer>> found = new TreeMap<>();
    for (int at = 0; at < counts.size(); at++) {
      found.put(
          counts.codeAt(at), List.of(counts.trainingAt(at), counts.testAt(at), counts.knownAt(at)));
    }
    assertThat(found).isEqualTo(expected);
    assertThat(counts.hosts()).isEqualTo(hosts.size());
    assertThat(counts.normalHosts())
        .isEqualTo((int) hosts.values().stream().filter(p -> !p.test().isEmpty()).count());
  }

  private static RoaringBitmap bitmap(Set<Integer> pairs) {
    return RoaringBitmap.bitmapOf(pairs.stream().mapToInt(Integer::intValue).toArray());
  }
}
