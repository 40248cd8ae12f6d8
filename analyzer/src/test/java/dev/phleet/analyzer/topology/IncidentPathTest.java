package dev.phleet.analyzer.topology;

import static dev.phleet.analyzer.topology.Events.START;
import static dev.phleet.analyzer.topology.Events.anomaly;
import static org.assertj.core.api.Assertions.assertThat;

import dev.phleet.schemas.event.Acknowledgement;
import dev.phleet.schemas.event.Incident;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.apache.kafka.streams.state.KeyValueStore;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class IncidentPathTest {
  @TempDir Path dir;
  private Bench bench;

  @BeforeEach
  void open() {
    bench = new Bench(dir.resolve("0"), START);
  }

  @AfterEach
  void close() {
    bench.close();
  }

  private Incident spread() {
    bench.send(anomaly("a", "ra", 1, START));
    bench.send(anomaly("b", "rb", 1, START));
    return bench.incidents.readValue();
  }

  private static Acknowledgement acknowledgement(String id, Instant time) {
    return new Acknowledgement(id, "ann", time, "known, a test");
  }

  @Test
  void shouldKeepTheNewestRecordOfAnIncidentWhereItCanBeAskedFor() {
    Incident opened = spread();
    KeyValueStore<String, Incident> store = bench.driver.getKeyValueStore(StoreNames.INCIDENTS);
    assertThat(store.get(opened.getId())).isEqualTo(opened);
    bench.send(anomaly("c", "rc", 1, START));
    assertThat(store.get(opened.getId())).isEqualTo(bench.incidents.readValue());
  }

  @Test
  void shouldAcknowledgeAnIncidentAndRememberItAfterARestart() throws IOException {
    Incident opened = spread();
    bench.send(acknowledgement(opened.getId(), START));
    Incident noted = bench.incidents.readValue();
    assertThat(noted.getAcknowledgedBy()).isEqualTo("ann");
    assertThat(noted.getRevision()).isEqualTo(2);

    bench = bench.restart(dir.resolve("0"), dir.resolve("1"), START.plusSeconds(1));
    bench.pass(Duration.ofMinutes(16));
    Incident closed = bench.incidents.readValue();
    assertThat(closed.getAcknowledgement()).isEqualTo("known, a test");
    assertThat(closed.getRevision()).isEqualTo(3);

    bench.acknowledgements.pipeInput(Bench.key(opened.getId()), null, START);
    assertThat(bench.incidents.readValue().getAcknowledgedBy()).isNull();
  }

  @Test
  void shouldPutAsideAnAcknowledgementThatCannotBeTrue() {
    bench.send(acknowledgement("i", START.plus(Duration.ofMinutes(11))));
    bench.send(acknowledgement("", START));
    bench.acknowledgements.pipeInput(Bench.key("x"), new byte[] {1}, START);
    assertThat(bench.deadLetters.readRecordsToList()).hasSize(3);
    assertThat(bench.metric("dead-letter", Map.of("topic", "test.acknowledgements"))).isEqualTo(3);
  }

  @Test
  void shouldForgetAnIncidentAfterTheRetention() {
    Incident opened = spread();
    bench.pass(Duration.ofMinutes(16));
    bench.pass(Duration.ofDays(91));
    KeyValueStore<String, Incident> store = bench.driver.getKeyValueStore(StoreNames.INCIDENTS);
    assertThat(store.get(opened.getId())).isNull();
    assertThat(bench.metric("incident-expired", Map.of())).isEqualTo(1);
  }
}
