package dev.phleet.lab.analyzer;

import static dev.phleet.lab.analyzer.Events.heartbeat;
import static org.assertj.core.api.Assertions.assertThat;

import dev.phleet.analyzer.Analyzer;
import dev.phleet.schemas.event.Evidence;
import dev.phleet.schemas.event.Incident;
import dev.phleet.schemas.event.IncidentType;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A broker that is away for longer than a host may be silent. */
@Timeout(240)
class BrokerOutageTest {
  private static final Duration LIMIT = Duration.ofSeconds(8);

  @TempDir static Path directory;

  @Test
  void shouldNotCallTheOnlyHostSilentBeforeItIs() throws Exception {
    try (Rig rig = new Rig(directory)) {
      rig.useTopicsOf("outage");
      try (Analyzer analyzer = rig.start(Map.of("rule.silence.limit", LIMIT.toSeconds() + "s"))) {
        assertThat(analyzer.streams()).isPresent();
        rig.send(heartbeat("a", 1, now()));
        rig.broker.stop();
        // The length of the outage is what is tested; nothing is waited for.
        assertThat(new CountDownLatch(1).await(2 * LIMIT.toSeconds(), TimeUnit.SECONDS)).isFalse();
        rig.broker.start();
        Instant last = now();
        rig.send(heartbeat("a", 2, last));

        List<Incident> all = rig.awaitIncidents(found -> !found.isEmpty());
        // Had the outage been taken for silence, that would have been told first.
        assertThat(all).hasSize(1);
        assertThat(all.get(0).getType()).isEqualTo(IncidentType.SILENCE);
        assertThat(all.get(0).getOpenedAt()).isEqualTo(last.plus(LIMIT));
        assertThat(all.get(0).getEvidence()).containsExactly(new Evidence("a", "run-a", 2L));
      }
    }
  }

  private static Instant now() {
    return Instant.now().truncatedTo(ChronoUnit.MICROS);
  }
}
