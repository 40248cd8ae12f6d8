package dev.phleet.lab.analyzer;

import static dev.phleet.lab.analyzer.Events.anomaly;
import static dev.phleet.lab.analyzer.Events.executable;
import static org.assertj.core.api.Assertions.assertThat;

import dev.phleet.analyzer.Analyzer;
import dev.phleet.schemas.event.Incident;
import dev.phleet.schemas.event.IncidentType;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.kafka.streams.KafkaStreams;
import org.apache.kafka.streams.LagInfo;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** With a standby replica the other instance has the state already when one is killed. */
@Timeout(240)
class StandbyTest {
  private static final int PROGRAMS = 23;
  private static final String STORE = "spread-sessions";
  private static final int PARTITIONS = 6;
  private static final Duration LIMIT = Duration.ofSeconds(90);

  /** The marker of the last transaction takes an offset, and is no record. */
  private static final long MARKER = 1;

  @TempDir static Path directory;

  @Test
  void shouldGoOnWithTheStandbysStateWhenAnInstanceIsKilled() throws Exception {
    Map<String, String> config =
        new HashMap<>(Map.of("kafka.num.standby.replicas", "1", "rule.takeover.enabled", "false"));
    Instant now = Instant.now().truncatedTo(ChronoUnit.MICROS);
    try (Rig rig = new Rig(directory)) {
      rig.useTopicsOf("standby");
      try (Analyzer first = rig.start(config)) {
        config.put("state.dir", directory.resolve("second").toString());
        Process second = AnalyzerProcess.start(rig.write(config));
        try {
          KafkaStreams streams = first.streams().orElseThrow();
          await(() -> streams.metadataForAllStreamsClients().size() == 2);
          for (int program = 1; program <= PROGRAMS; program++) {
            rig.send(anomaly("a", program, program, now));
          }
          await(() -> holdsEverything(streams));
        } finally {
          second.destroyForcibly().waitFor();
        }
        for (int program = 1; program <= PROGRAMS; program++) {
          rig.send(anomaly("b", program, program, now));
        }
        Set<String> expected =
            IntStream.rangeClosed(1, PROGRAMS)
                .mapToObj(Events::executable)
                .collect(Collectors.toSet());
        List<Incident> incidents = rig.awaitIncidents(all -> executables(all).equals(expected));
        assertThat(executables(incidents)).contains(executable(1)).isEqualTo(expected);
      }
    }
  }

  /** Executables with an incident that names both hosts. */
  private static Set<String> executables(List<Incident> incidents) {
    return incidents.stream()
        .filter(incident -> incident.getType() == IncidentType.SPREAD)
        .filter(incident -> incident.getHosts().equals(List.of("a", "b")))
        .map(incident -> incident.getExecutable().getId())
        .collect(Collectors.toSet());
  }

  /** Whether every partition of the store is here, active or as a standby, with what was sent. */
  private static boolean holdsEverything(KafkaStreams streams) {
    Map<Integer, LagInfo> lags = lags(streams);
    return lags.size() == PARTITIONS
        && lags.values().stream().mapToLong(LagInfo::endOffsetPosition).sum() >= PROGRAMS
        && lags.values().stream().allMatch(lag -> lag.offsetLag() <= MARKER);
  }

  private static Map<Integer, LagInfo> lags(KafkaStreams streams) {
    return streams.allLocalStorePartitionLags().getOrDefault(STORE, Map.of());
  }

  private interface Condition {
    boolean holds();
  }

  private static void await(Condition condition) {
    long deadline = System.nanoTime() + LIMIT.toNanos();
    while (!condition.holds()) {
      assertThat(System.nanoTime()).as("the instances do not get there").isLessThan(deadline);
      Thread.onSpinWait();
    }
  }
}
