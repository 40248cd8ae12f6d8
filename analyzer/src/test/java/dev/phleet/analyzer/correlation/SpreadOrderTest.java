package dev.phleet.analyzer.correlation;

import static dev.phleet.analyzer.correlation.Sightseeing.SECOND;
import static dev.phleet.analyzer.correlation.Sightseeing.SETTINGS;
import static dev.phleet.analyzer.correlation.Sightseeing.START;
import static dev.phleet.analyzer.correlation.Sightseeing.see;
import static org.assertj.core.api.Assertions.assertThat;

import dev.phleet.schemas.event.Incident;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** The rule against a plain model that looks at all events at once. */
class SpreadOrderTest {
  /** The content of an incident, without what depends on the order (id, revision, opening). */
  private record Content(
      Set<String> hosts, long count, long first, long last, List<EventRef> evidence) {}

  @Property(tries = 400)
  void shouldEndAlikeInWhateverOrderEventsArrive(
      @ForAll("events") List<Observation> events, @ForAll Random random) {
    List<Observation> shuffled = new ArrayList<>(events);
    Collections.shuffle(shuffled, random);

    assertThat(run(shuffled)).isEqualTo(model(events));
  }

  @Property(tries = 100)
  void shouldSayTheSameInTheLastRecordsOnTheTopic(
      @ForAll("events") List<Observation> events, @ForAll Random random) {
    List<Observation> shuffled = new ArrayList<>(events);
    Collections.shuffle(shuffled, random);

    Map<String, Incident> last = new TreeMap<>();
    long[] wall = {START / 1000};
    SpreadRule rule =
        new SpreadRule(
            SETTINGS, new InMemorySpreadState(), Prevalence.UNKNOWN, (w, n) -> {}, () -> wall[0]);
    shuffled.forEach(o -> rule.observe(o).forEach(i -> last.put(i.getId(), i)));
    wall[0] += 1_000_000;
    rule.tick().forEach(i -> last.put(i.getId(), i));

    Set<Set<String>> hosts =
        last.values().stream()
            .filter(i -> !i.getTitle().contains("one incident with"))
            .map(i -> (Set<String>) new TreeSet<>(i.getHosts()))
            .collect(Collectors.toSet());
    assertThat(hosts)
        .isEqualTo(model(events).stream().map(Content::hosts).collect(Collectors.toSet()));
  }

  @Provide
  Arbitrary<List<Observation>> events() {
    Arbitrary<Observation> event =
        Combinators.combine(
                Arbitraries.of("a", "b", "c", "d"),
                Arbitraries.integers().between(0, 900),
                Arbitraries.of("write", "read", "mmap"),
                Arbitraries.longs().between(1, 1_000_000))
            .as((host, time, call, sequence) -> see(host, time, call, "write", sequence));
    return event.list().ofMaxSize(25).uniqueElements(Observation::event);
  }

  private static Set<Content> run(List<Observation> events) {
    InMemorySpreadState state = new InMemorySpreadState();
    SpreadRule rule =
        new SpreadRule(SETTINGS, state, Prevalence.UNKNOWN, (what, n) -> {}, () -> START / 1000);
    events.forEach(rule::observe);
    Set<Content> contents = new HashSet<>();
    for (Spread spread : state.all()) {
      Set<String> hosts = new TreeSet<>();
      state.hosts(spread.group()).forEach(t -> hosts.add(t.host().id()));
      List<EventRef> evidence = state.exhibit(spread.group()).orElseThrow().evidence();
      assertThat(state.members(spread.group())).hasSize(spread.signatures());
      assertThat(spread.hosts()).isEqualTo(hosts.size());
      contents.add(new Content(hosts, spread.count(), spread.first(), spread.last(), evidence));
    }
    return contents;
  }

  /**
   * Sessions by signature and gap; those with two hosts within W; joined while they share a host
   * and are near.
   */
  private static Set<Content> model(List<Observation> events) {
    List<List<Observation>> groups = new ArrayList<>();
    events.stream()
        .collect(Collectors.groupingBy(Observation::signature))
        .values()
        .forEach(
            same -> sessions(same).stream().filter(SpreadOrderTest::isShared).forEach(groups::add));
    while (joinTwo(groups)) {
      assertThat(groups).isNotEmpty();
    }
    return groups.stream().map(SpreadOrderTest::content).collect(Collectors.toSet());
  }

  private static List<List<Observation>> sessions(List<Observation> events) {
    List<List<Observation>> sessions = new ArrayList<>();
    long last = Long.MIN_VALUE / 2;
    for (Observation o :
        events.stream().sorted(Comparator.comparing(Observation::event)).toList()) {
      if (o.time() - last > 150 * SECOND) {
        sessions.add(new ArrayList<>());
      }
      sessions.get(sessions.size() - 1).add(o);
      last = o.time();
    }
    return sessions;
  }

  private static boolean isShared(List<Observation> session) {
    return session.stream()
        .anyMatch(
            a ->
                session.stream()
                    .anyMatch(
                        b ->
                            !a.host().id().equals(b.host().id())
                                && Math.abs(a.time() - b.time()) <= 100 * SECOND));
  }

  private static boolean joinTwo(List<List<Observation>> groups) {
    for (int i = 0; i < groups.size(); i++) {
      for (int j = i + 1; j < groups.size(); j++) {
        Content one = content(groups.get(i));
        Content other = content(groups.get(j));
        boolean near =
            one.first() <= other.last() + 150 * SECOND
                && other.first() <= one.last() + 150 * SECOND;
        if (near && !Collections.disjoint(one.hosts(), other.hosts())) {
          groups.get(i).addAll(groups.remove(j));
          return true;
        }
      }
    }
    return false;
  }

  private static Content content(List<Observation> group) {
    return new Content(
        group.stream().map(o -> o.host().id()).collect(Collectors.toCollection(TreeSet::new)),
        group.size(),
        group.stream().mapToLong(Observation::time).min().orElseThrow(),
        group.stream().mapToLong(Observation::time).max().orElseThrow(),
        group.stream().map(Observation::event).sorted().toList());
  }
}
