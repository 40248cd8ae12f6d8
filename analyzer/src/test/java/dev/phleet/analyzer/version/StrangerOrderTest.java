package dev.phleet.analyzer.version;

import static org.assertj.core.api.Assertions.assertThat;

import dev.phleet.analyzer.correlation.EventRef;
import dev.phleet.analyzer.correlation.HostRef;
import dev.phleet.schemas.event.Incident;
import dev.phleet.schemas.event.IncidentStatus;
import dev.phleet.schemas.event.Severity;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
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

/** The rule against a plain model that looks at everything at once. */
class StrangerOrderTest {
  private static final int HOSTS = 2;
  private static final StrangerSettings SETTINGS =
      new StrangerSettings(true, Severity.LOW, HOSTS, Duration.ofMillis(10));

  @Property(tries = 400)
  void shouldEndAlikeInWhateverOrderProfilesBecomeKnown(
      @ForAll("changes") List<VersionChange> changes, @ForAll Random random) {
    List<VersionChange> shuffled = new ArrayList<>(changes);
    Collections.shuffle(shuffled, random);
    long[] wall = {0};
    StrangerRule rule = new StrangerRule(SETTINGS, new InMemoryVersionState(), () -> wall[0]);
    Map<String, Incident> last = new TreeMap<>();
    for (VersionChange change : shuffled) {
      wall[0] += random.nextInt(15);
      rule.apply(change).forEach(i -> last.put(i.getId(), i));
      rule.tick().forEach(i -> last.put(i.getId(), i));
    }
    wall[0] += 10;
    rule.tick().forEach(i -> last.put(i.getId(), i));

    Set<String> open =
        last.values().stream()
            .filter(i -> i.getStatus() != IncidentStatus.CLOSED)
            .map(i -> i.getExecutable().getId() + " on " + i.getHosts() + i.getOpenedAt())
            .collect(Collectors.toCollection(TreeSet::new));
    assertThat(open).isEqualTo(model(changes));
  }

  @Provide
  Arbitrary<List<VersionChange>> changes() {
    Arbitrary<VersionChange> change =
        Combinators.combine(
                Arbitraries.of("sha256:1", "sha256:2", "sha256:3", "path:/p"),
                Arbitraries.of("a", "b", "c", "d"),
                Arbitraries.longs().between(1, 3),
                Arbitraries.longs().between(1, 1000))
            .as(
                (executable, host, profile, time) ->
                    new VersionChange(
                        "/p",
                        executable,
                        profile,
                        new HostRef(host, host, "boot"),
                        new EventRef(time, host, "run", time),
                        true,
                        false));
    return change
        .list()
        .ofMaxSize(12)
        .uniqueElements(c -> c.executableId() + c.host() + c.profileKey());
  }

  private static Set<String> model(List<VersionChange> changes) {
    Map<String, Set<String>> hosts = new TreeMap<>();
    for (VersionChange change : changes) {
      if (!change.executableId().startsWith("path:")) {
        hosts.computeIfAbsent(change.executableId(), e -> new TreeSet<>()).add(change.host().id());
      }
    }
    Set<String> strangers = new TreeSet<>();
    hosts.forEach(
        (executable, alone) -> {
          boolean known =
              hosts.entrySet().stream()
                  .filter(other -> !other.getKey().equals(executable))
                  .anyMatch(
                      other ->
                          other.getValue().stream().filter(h -> !alone.contains(h)).count()
                              >= HOSTS);
          if (alone.size() == 1 && known) {
            long since =
                changes.stream()
                    .filter(c -> c.executableId().equals(executable))
                    .mapToLong(c -> c.event().time())
                    .min()
                    .orElseThrow();
            strangers.add(
                executable + " on " + alone + dev.phleet.analyzer.incident.Draft.at(since));
          }
        });
    return strangers;
  }
}
