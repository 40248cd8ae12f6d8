package dev.phleet.analyzer.fleet;

import static org.assertj.core.api.Assertions.assertThat;

import dev.phleet.analyzer.intake.Readings;
import dev.phleet.schemas.event.FleetProfile;
import dev.phleet.schemas.event.State;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.stream.Collectors;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

class FleetKnowledgeTest {
  private static final String EXECUTABLE = "sha256:" + "cd".repeat(32);

  private final InMemoryFleetState state = new InMemoryFleetState();
  private final InMemoryShareState shares = new InMemoryShareState();
  private final FleetChanges changes = new FleetChanges();
  private final ShareLedger ledger = new ShareLedger(shares, changes, (what, n) -> {});
  private FleetKnowledge knowledge = new FleetKnowledge(state);
  private long sequence;

  private static ProfileShare share(State state, long calls, long anomalies, int pairs, int at) {
    return new ProfileShare(state, "/bin/prog", calls, anomalies, pairs, at, at);
  }

  private void put(String host, long key, ProfileShare share) {
    ledger.put(new ProfileId(host, key), EXECUTABLE, new KnownShare(share, "run", ++sequence));
  }

  private void remove(String host, long key) {
    ledger.remove(new ProfileId(host, key));
  }

  private FleetProfile now() {
    changes.take(knowledge::apply);
    return knowledge.takeChanged().get(EXECUTABLE).orElseThrow();
  }

  @Example
  void shouldCountHostsByState() {
    put("a", 1, share(State.TRAINING, 10, 0, 5, 100));
    put("b", 1, share(State.NORMAL, 30, 0, 9, 50));
    FleetProfile profile = now();
    assertThat(profile.getHosts()).isEqualTo(2);
    assertThat(profile.getTraining()).isEqualTo(1);
    assertThat(profile.getNormal()).isEqualTo(1);
    assertThat(profile.getCalls()).isEqualTo(40);
    assertThat(profile.getMinPairs()).isEqualTo(5);
    assertThat(profile.getMaxPairs()).isEqualTo(9);
    assertThat(profile.getPaths()).containsExactly("/bin/prog");
    assertThat(Readings.micros(profile.getFirstSeen())).isEqualTo(50);
    assertThat(Readings.micros(profile.getLastSeen())).isEqualTo(100);

    put("a", 1, share(State.FROZEN, 11, 0, 7, 120));
    profile = now();
    assertThat(profile.getHosts()).isEqualTo(2);
    assertThat(profile.getTraining()).isZero();
    assertThat(profile.getFrozen()).isEqualTo(1);
    assertThat(profile.getCalls()).isEqualTo(41);
    assertThat(profile.getMinPairs()).isEqualTo(7);
  }

  @Example
  void shouldCountAHostOnceHoweverManyCopiesItHas() {
    put("a", 1, share(State.NORMAL, 10, 0, 5, 1));
    put("a", 2, share(State.TRAINING, 10, 0, 3, 1));
    FleetProfile profile = now();
    assertThat(profile.getHosts()).isEqualTo(1);
    assertThat(profile.getTraining()).isEqualTo(1);
    assertThat(profile.getNormal()).isZero();
    assertThat(profile.getCalls()).isEqualTo(20);

    remove("a", 2);
    assertThat(now().getNormal()).isEqualTo(1);
  }

  @Example
  void shouldCountAnomaliesFromCountersThatStartAgain() {
    put("a", 1, share(State.NORMAL, 1, 5, 1, 1));
    assertThat(now().getAnomalies()).as("before the analyzer knew it").isZero();
    put("a", 1, share(State.NORMAL, 2, 8, 1, 2));
    put("a", 1, share(State.NORMAL, 3, 8, 1, 3));
    assertThat(now().getAnomalies()).isEqualTo(3);
    put("a", 1, share(State.NORMAL, 4, 0, 1, 4));
    put("a", 1, share(State.NORMAL, 5, 2, 1, 5));
    assertThat(now().getAnomalies()).isEqualTo(5);
  }

  @Example
  void shouldForgetAnExecutableThatNoHostHas() {
    put("a", 1, share(State.NORMAL, 1, 0, 1, 1));
    now();
    remove("a", 1);
    changes.take(knowledge::apply);
    assertThat(knowledge.takeChanged()).containsEntry(EXECUTABLE, Optional.empty());
    assertThat(state.size()).isZero();
    assertThat(shares.size()).isZero();
    assertThat(state.summary(EXECUTABLE)).isEqualTo(FleetSummary.EMPTY);
  }

  @Example
  void shouldPublishAfterARestartWhatWasNotPublishedBefore() {
    put("a", 1, share(State.NORMAL, 1, 0, 1, 1));
    changes.take(knowledge::apply);
    knowledge = new FleetKnowledge(state);
    knowledge.resume();
    assertThat(knowledge.takeChanged()).containsOnlyKeys(EXECUTABLE);
    assertThat(knowledge.takeChanged()).isEmpty();
  }

  @Example
  void shouldListNoMoreThanSixteenPaths() {
    for (int i = 0; i < 23; i++) {
      ProfileShare share =
          new ProfileShare(State.NORMAL, "/opt/" + (char) ('a' + i), 1, 0, 1, 1, 1);
      put("h" + i, 1, share);
    }
    assertThat(now().getPaths()).hasSize(16).isSorted().startsWith("/opt/a");
  }

  /**
   * One step of the property: a profile's share, or none for a tombstone, and whether what has
   * changed is sent then. Hosts are divided between two ledgers, as between partitions.
   */
  record Step(ProfileId id, Optional<ProfileShare> share, boolean sends) {}

  @Property(tries = 300)
  void shouldAgreeWithCountingEverythingAnew(@ForAll("steps") List<Step> steps) {
    InMemoryFleetState fresh = new InMemoryFleetState();
    FleetKnowledge incremental = new FleetKnowledge(fresh);
    List<FleetChanges> parts = List.of(new FleetChanges(), new FleetChanges());
    List<ShareLedger> ledgers =
        parts.stream()
            .map(part -> new ShareLedger(new InMemoryShareState(), part, (what, n) -> {}))
            .toList();
    Map<ProfileId, ProfileShare> all = new HashMap<>();
    long number = 0;
    for (Step step : steps) {
      int part = step.id().hostId().charAt(0) % 2;
      if (step.share().isPresent()) {
        KnownShare now = new KnownShare(step.share().get(), "run", ++number);
        ledgers.get(part).put(step.id(), EXECUTABLE, now);
        all.put(step.id(), step.share().get());
      } else {
        ledgers.get(part).remove(step.id());
        all.remove(step.id());
      }
      if (step.sends()) {
        parts.get(part).take(incremental::apply);
      }
    }
    parts.forEach(part -> part.take(incremental::apply));
    Map<String, List<ProfileShare>> byHost =
        all.entrySet().stream()
            .collect(
                Collectors.groupingBy(
                    e -> e.getKey().hostId(),
                    Collectors.mapping(Map.Entry::getValue, Collectors.toList())));
    FleetSummary summary = fresh.summary(EXECUTABLE);
    assertThat(summary.hosts()).isEqualTo(byHost.size());
    assertThat(summary.training())
        .isEqualTo((int) byHost.values().stream().filter(FleetKnowledgeTest::isTraining).count());
    assertThat(summary.calls())
        .isEqualTo(all.values().stream().mapToLong(ProfileShare::calls).sum());
    assertThat(fresh.mostPairs(EXECUTABLE).orElse(-1))
        .isEqualTo(all.values().stream().mapToInt(ProfileShare::pairs).max().orElse(-1));
    assertThat(fresh.paths(EXECUTABLE, 99))
        .containsExactlyElementsOf(
            all.values().stream()
                .map(ProfileShare::path)
                .collect(Collectors.toCollection(TreeSet::new)));
  }

  private static boolean isTraining(List<ProfileShare> shares) {
    return shares.stream().anyMatch(s -> s.state() == State.TRAINING);
  }

  @Provide
  Arbitrary<List<Step>> steps() {
    Arbitrary<ProfileId> ids =
        Combinators.combine(Arbitraries.of("a", "b", "c"), Arbitraries.longs().between(1, 2))
            .as(ProfileId::new);
    Arbitrary<ProfileShare> shares =
        Combinators.combine(
                Arbitraries.of(State.class),
                Arbitraries.of("/x", "/y"),
                Arbitraries.longs().between(0, 50),
                Arbitraries.integers().between(0, 9))
            .as(
                (state, path, calls, pairs) ->
                    new ProfileShare(state, path, calls, 0, pairs, 1, 1));
    return Combinators.combine(ids, shares.optional(0.7), Arbitraries.of(true, false))
        .as(Step::new)
        .list()
        .ofMaxSize(40);
  }
}
