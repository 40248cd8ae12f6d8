package dev.phleet.analyzer.correlation.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import dev.phleet.analyzer.correlation.EventRef;
import dev.phleet.analyzer.correlation.HostRef;
import dev.phleet.analyzer.correlation.Observation;
import dev.phleet.analyzer.correlation.Pattern;
import dev.phleet.analyzer.correlation.Prevalence;
import dev.phleet.analyzer.correlation.Signature;
import dev.phleet.analyzer.correlation.WindowCall;
import dev.phleet.schemas.event.CallTable;
import dev.phleet.schemas.event.Evidence;
import dev.phleet.schemas.event.Incident;
import dev.phleet.schemas.event.IncidentStatus;
import dev.phleet.schemas.event.Severity;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** The three rules against a plain model that looks at all events at once. */
class ClusterOrderTest {
  private static final long SECOND = 1_000_000;
  private static final long START = 1_700_000_000 * SECOND;
  private static final long WINDOW = 100 * SECOND;
  private static final long GAP = 150 * SECOND;
  private static final ClusterTiming TIMING =
      new ClusterTiming(
          Duration.ofSeconds(100),
          Duration.ofSeconds(150),
          Duration.ofSeconds(1000),
          Duration.ofSeconds(5));
  private static final ClusterRule VARIED =
      new VariedRule(
          new VariedSettings(true, Severity.MEDIUM, 2, TIMING), Prevalence.UNKNOWN, (w, n) -> {});
  private static final ClusterRule TAKEOVER =
      new TakeoverRule(new TakeoverSettings(true, Severity.HIGH, 3, TIMING));
  private static final ClusterRule BURST =
      new BurstRule(new BurstSettings(true, Severity.HIGH, 3, TIMING), Prevalence.UNKNOWN);

  /** The content of an incident, without what depends on the order (id, revision, opening). */
  private record Content(
      Object hosts,
      Object executables,
      long count,
      Instant last,
      List<Evidence> evidence,
      List<Integer> mismatches,
      String title) {}

  @Property(tries = 300)
  void shouldFindTheSameVariedProgramsInWhateverOrder(
      @ForAll("events") List<Observation> events, @ForAll Random random) {
    assertSame(VARIED, events, random);
  }

  @Property(tries = 300)
  void shouldFindTheSameTakeoversInWhateverOrder(
      @ForAll("events") List<Observation> events, @ForAll Random random) {
    assertSame(TAKEOVER, events, random);
  }

  @Property(tries = 300)
  void shouldFindTheSameBurstsInWhateverOrder(
      @ForAll("events") List<Observation> events, @ForAll Random random) {
    assertSame(BURST, events, random);
  }

  private static void assertSame(ClusterRule rule, List<Observation> events, Random random) {
    List<Observation> shuffled = new ArrayList<>(events);
    Collections.shuffle(shuffled, random);
    Set<Content> sorted = run(rule, events.stream().sorted(byEvent()).toList());
    assertThat(run(rule, shuffled)).isEqualTo(sorted);
    assertThat(sorted.stream().map(Content::evidence).collect(Collectors.toSet()))
        .isEqualTo(model(rule, events));
  }

  private static Comparator<Observation> byEvent() {
    return Comparator.comparing(Observation::event);
  }

  @Provide
  Arbitrary<List<Observation>> events() {
    Arbitrary<Observation> event =
        Combinators.combine(
                Arbitraries.of("a", "b", "c"),
                Arbitraries.of("p", "q", "r", "s"),
                Arbitraries.integers().between(0, 900),
                Arbitraries.of("write", "read", "mmap"),
                Arbitraries.integers().between(1, 4),
                Arbitraries.longs().between(1, 1_000_000))
            .as(ClusterOrderTest::see);
    return event.list().ofMaxSize(30).uniqueElements(Observation::event);
  }

  private static Observation see(
      String host, String program, int seconds, String call, int lfc, long sequence) {
    WindowCall now = new WindowCall(CallTable.NATIVE, call.length(), call);
    Pattern pattern = new Pattern("x86_64", List.of(now, now), List.of(1));
    return new Observation(
        program,
        "/bin/" + program,
        7,
        new HostRef(host, "name-" + host, "boot-" + host),
        new EventRef(START + seconds * SECOND, host, "run-" + host, sequence),
        pattern,
        23,
        lfc,
        Signature.of(program, pattern));
  }

  /** The last record of each incident, once everything is closed. */
  private static Set<Content> run(ClusterRule rule, List<Observation> events) {
    long[] wall = {START / 1000};
    InMemoryClusterState state = new InMemoryClusterState();
    Clusters clusters = new Clusters(rule, state, (what, n) -> {}, () -> wall[0]);
    Map<String, Incident> last = new TreeMap<>();
    for (Observation o : events) {
      clusters.observe(o).forEach(i -> last.put(i.getId(), i));
      clusters.tick().forEach(i -> last.put(i.getId(), i));
    }
    wall[0] += 1_000_000;
    clusters.tick().forEach(i -> last.put(i.getId(), i));
    assertThat(last.values())
        .allSatisfy(i -> assertThat(i.getStatus()).isEqualTo(IncidentStatus.CLOSED));
    wall[0] += 1_000_000;
    clusters.tick();
    clusters.sweep();
    assertThat(state.size()).isZero();
    return last.values().stream()
        .filter(i -> !i.getTitle().contains("one incident with"))
        .map(ClusterOrderTest::content)
        .collect(Collectors.toSet());
  }

  private static Content content(Incident i) {
    return new Content(
        i.getSightings(),
        i.getExecutables(),
        i.getCount(),
        i.getUpdatedAt(),
        i.getEvidence(),
        i.getMismatches(),
        i.getTitle());
  }

  /** Clusters by subject and gap; those in which enough comes together within W. */
  private static Set<List<Evidence>> model(ClusterRule rule, List<Observation> events) {
    Set<List<Evidence>> incidents = new HashSet<>();
    events.stream()
        .filter(rule::concerns)
        .collect(Collectors.groupingBy(rule::subject))
        .values()
        .forEach(
            same ->
                clusters(same).stream()
                    .filter(cluster -> isMet(rule, cluster))
                    .map(cluster -> cluster.stream().map(ClusterOrderTest::evidence).toList())
                    .forEach(incidents::add));
    return incidents;
  }

  private static Evidence evidence(Observation o) {
    return new Evidence(o.event().hostId(), o.event().runId(), o.event().sequence());
  }

  private static List<List<Observation>> clusters(List<Observation> events) {
    List<List<Observation>> clusters = new ArrayList<>();
    long last = Long.MIN_VALUE / 2;
    for (Observation o : events.stream().sorted(byEvent()).toList()) {
      if (o.time() - last > GAP) {
        clusters.add(new ArrayList<>());
      }
      clusters.get(clusters.size() - 1).add(o);
      last = o.time();
    }
    return clusters;
  }

  private static boolean isMet(ClusterRule rule, List<Observation> cluster) {
    return cluster.stream()
        .anyMatch(
            begin -> {
              List<Observation> inside =
                  cluster.stream()
                      .filter(o -> o.time() >= begin.time() && o.time() - begin.time() <= WINDOW)
                      .toList();
              return distinct(inside, o -> rule.facet(o).id()) >= rule.facets()
                  && (rule.kinds() == 0
                      || distinct(inside, o -> rule.kind(o).orElseThrow().id()) >= rule.kinds());
            });
  }

  private static long distinct(List<Observation> events, Function<Observation, String> id) {
    return events.stream().map(id).distinct().count();
  }
}
