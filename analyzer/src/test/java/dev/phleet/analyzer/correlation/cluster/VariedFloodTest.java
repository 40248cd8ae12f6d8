package dev.phleet.analyzer.correlation.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import dev.phleet.analyzer.correlation.EventRef;
import dev.phleet.analyzer.correlation.HostRef;
import dev.phleet.analyzer.correlation.Observation;
import dev.phleet.analyzer.correlation.Pattern;
import dev.phleet.analyzer.correlation.Prevalence;
import dev.phleet.analyzer.correlation.Signature;
import dev.phleet.analyzer.correlation.WindowCall;
import dev.phleet.analyzer.correlation.cluster.ClusterState.Dimension;
import dev.phleet.analyzer.count.Counted;
import dev.phleet.schemas.event.CallTable;
import dev.phleet.schemas.event.Incident;
import dev.phleet.schemas.event.Severity;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What one host can make the rule VARIED remember. */
class VariedFloodTest {
  private static final long SECOND = 1_000_000;
  private static final long START = 1_700_000_000 * SECOND;
  private static final ClusterTiming TIMING =
      new ClusterTiming(
          Duration.ofSeconds(100),
          Duration.ofSeconds(150),
          Duration.ofSeconds(1000),
          Duration.ofSeconds(5));

  private final InMemoryClusterState state = new InMemoryClusterState();
  private final Map<Counted, Long> counted = new EnumMap<>(Counted.class);
  private final Clusters clusters =
      new Clusters(
          new VariedRule(
              new VariedSettings(true, Severity.MEDIUM, 3, TIMING),
              Prevalence.UNKNOWN,
              (what, n) -> {}),
          state,
          (what, n) -> counted.merge(what, n, Long::sum),
          () -> START / 1000);

  private static Observation see(String host, int seconds, int call) {
    WindowCall now = new WindowCall(CallTable.NATIVE, call, "call" + call);
    Pattern pattern = new Pattern("x86_64", List.of(now, now), List.of(1));
    return new Observation(
        "p",
        "/bin/p",
        7,
        new HostRef(host, "name-" + host, "boot-" + host),
        new EventRef(START + seconds * SECOND, host, "run-" + host, call),
        pattern,
        23,
        1,
        Signature.of("p", pattern));
  }

  @Test
  void shouldRememberSoManySignaturesOfAFloodAndStillConclude() {
    List<Incident> out = new ArrayList<>();
    for (int i = 0; i < 10_000; i++) {
      out.addAll(clusters.observe(see("a", i / 100, i)));
      assertThat(state.facets("p", 0, Dimension.KIND)).hasSizeLessThanOrEqualTo(Placing.KINDS);
    }
    assertThat(counted.get(Counted.KIND_FORGOTTEN)).isBetween(9_800L, 10_000L);

    out.addAll(clusters.observe(see("b", 100, 20_001)));
    assertThat(out).isEmpty();
    out.addAll(clusters.observe(see("c", 100, 20_002)));
    assertThat(out).extracting(Incident::getHosts).containsExactly(List.of("a", "b", "c"));
    assertThat(state.facets("p", 0, Dimension.KIND)).isEmpty();
  }
}
