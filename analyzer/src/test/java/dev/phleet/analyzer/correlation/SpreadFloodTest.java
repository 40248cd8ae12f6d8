package dev.phleet.analyzer.correlation;

import static dev.phleet.analyzer.correlation.Sightseeing.EXECUTABLE;
import static dev.phleet.analyzer.correlation.Sightseeing.SETTINGS;
import static dev.phleet.analyzer.correlation.Sightseeing.START;
import static dev.phleet.analyzer.correlation.Sightseeing.see;
import static org.assertj.core.api.Assertions.assertThat;

import dev.phleet.analyzer.count.Counted;
import dev.phleet.schemas.event.Incident;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;

/** What one host can make the rule remember. */
class SpreadFloodTest {
  private InMemorySpreadState state = new InMemorySpreadState();
  private final Map<Counted, Long> counted = new EnumMap<>(Counted.class);

  private SpreadRule rule(int unshared) {
    SpreadSettings settings =
        new SpreadSettings(
            true,
            SETTINGS.severity(),
            SETTINGS.hosts(),
            SETTINGS.window(),
            SETTINGS.quiet(),
            SETTINGS.grace(),
            SETTINGS.update(),
            unshared);
    return new SpreadRule(
        settings,
        state,
        Prevalence.UNKNOWN,
        (what, n) -> counted.merge(what, n, Long::sum),
        () -> START / 1000);
  }

  /** One of any number of surprises. */
  private static Observation surprise(String host, int seconds, int which, long sequence) {
    return see(host, seconds, Character.toString(0x4e00 + which), "write", sequence);
  }

  @Test
  void shouldRememberNoMoreOfAHostThatNeverShowsTheSameTwice() {
    SpreadRule rule = rule(23);
    for (int i = 0; i < 23; i++) {
      rule.observe(surprise("a", i / 100, i, i + 1));
    }
    int size = state.size();
    assertThat(counted).isEmpty();

    for (int i = 23; i < 10_000; i++) {
      rule.observe(surprise("a", i / 100, i, i + 1));
      assertThat(state.size()).isEqualTo(size);
    }
    assertThat(counted).containsExactly(Map.entry(Counted.UNSHARED_FORGOTTEN, 9_977L));
  }

  @Test
  void shouldFindASpreadAmongOthersThroughTheFloodOfOneHost() {
    SpreadRule rule = rule(23);
    List<Incident> out = new ArrayList<>(rule.observe(see("b", 0)));
    // The one that floods had shown it too, and has crowded that out itself.
    out.addAll(rule.observe(see("a", 200, "mmap", "open", 1)));
    for (int i = 0; i < 5000; i++) {
      out.addAll(rule.observe(surprise("a", i / 50, i, i + 2)));
    }
    assertThat(out).isEmpty();

    out.addAll(rule.observe(see("c", 100)));
    assertThat(out).extracting(Incident::getHosts).containsExactly(List.of("b", "c"));
  }

  @Test
  void shouldLeaveOthersInASessionFromWhichAHostCrowdedItselfOut() {
    SpreadRule rule = rule(2);
    rule.observe(see("b", 101));
    rule.observe(see("a", 0));
    // Too far apart for an incident, near enough for one session.
    assertThat(state.track(see("a", 0).key()).sessions()).hasSize(1);

    rule.observe(surprise("a", 1, 1, 7));
    rule.observe(surprise("a", 2, 2, 8));
    Session left = state.track(see("a", 0).key()).sessions().get(0);
    assertThat(left.hosts()).isEqualTo(1);
    assertThat(left.count()).isEqualTo(1);
    assertThat(left.first()).isEqualTo(see("b", 101).time());

    Incident incident = rule.observe(see("c", 102)).get(0);
    assertThat(incident.getHosts()).containsExactly("b", "c");
    assertThat(incident.getCount()).isEqualTo(2);
    assertThat(incident.getEvidence()).extracting("hostId").containsExactly("b", "c");
  }

  @Property(tries = 200)
  void shouldKeepTheNewestInWhateverOrderTheyArrive(
      @ForAll("events") List<Observation> events, @ForAll Random random) {
    List<Observation> ofOne = new ArrayList<>(events);
    ofOne.removeIf(o -> !o.host().id().equals("a"));
    Map<String, Long> newest = new HashMap<>();
    ofOne.forEach(o -> newest.merge(o.signature(), o.time(), Math::max));
    List<Waiting> expected =
        newest.entrySet().stream()
            .map(e -> new Waiting(e.getKey(), 0, e.getValue()))
            .sorted()
            .toList();
    Collections.shuffle(ofOne, random);

    state = new InMemorySpreadState();
    SpreadRule rule = rule(3);
    ofOne.forEach(rule::observe);
    assertThat(state.waiting(EXECUTABLE, "a").stream().map(w -> w.signature() + w.last()))
        .containsExactlyElementsOf(
            expected.subList(Math.max(0, expected.size() - 3), expected.size()).stream()
                .map(w -> w.signature() + w.last())
                .toList());
  }

  @Property(tries = 300)
  void shouldKnowExactlyWhoWaitsWhere(@ForAll("events") List<Observation> events) {
    state = new InMemorySpreadState();
    SpreadRule rule = rule(3);
    for (Observation o : events) {
      rule.observe(o);
      assertThat(waiting()).isEqualTo(standingAlone());
    }
  }

  private Set<String> waiting() {
    Set<String> found = new TreeSet<>();
    for (String host : List.of("a", "b", "c")) {
      List<Waiting> all = state.waiting(EXECUTABLE, host);
      assertThat(all).isSorted().hasSizeLessThanOrEqualTo(3);
      all.forEach(w -> found.add(host + w.signature() + w.number() + " " + w.last()));
    }
    return found;
  }

  private Set<String> standingAlone() {
    Set<SessionKey> alone = new HashSet<>();
    state.eachTrack(
        (key, track) ->
            track.sessions().stream()
                .filter(s -> !s.shared())
                .forEach(s -> alone.add(new SessionKey(key, s.number()))));
    return alone.stream()
        .flatMap(
            key ->
                state.hosts(key.group()).stream()
                    .map(
                        t ->
                            t.host().id()
                                + key.signature().signature()
                                + key.number()
                                + " "
                                + t.last()))
        .collect(Collectors.toCollection(TreeSet::new));
  }

  @Provide
  Arbitrary<List<Observation>> events() {
    Arbitrary<Observation> event =
        Combinators.combine(
                Arbitraries.of("a", "b", "c"),
                Arbitraries.integers().between(0, 140),
                Arbitraries.integers().between(1, 9),
                Arbitraries.longs().between(1, 1_000_000))
            .as(SpreadFloodTest::surprise);
    return event.list().ofMaxSize(40).uniqueElements(Observation::event);
  }
}
