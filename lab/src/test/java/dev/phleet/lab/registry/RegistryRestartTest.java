package dev.phleet.lab.registry;

import static org.assertj.core.api.Assertions.assertThat;

import dev.phleet.lab.broker.BrokerSettings;
import dev.phleet.lab.broker.EmbeddedBroker;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.StringSerializer;
import org.apache.pulsar.kafka.shade.io.confluent.kafka.schemaregistry.client.rest.RestService;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(120)
class RegistryRestartTest {
  private static final String SCHEMA =
      "{\"type\":\"record\",\"name\":\"R\",\"fields\":[{\"name\":\"a\",\"type\":\"int\"}]}";
  private static final String WIDER =
      "{\"type\":\"record\",\"name\":\"R\",\"fields\":[{\"name\":\"a\",\"type\":\"long\"}]}";

  @Test
  void shouldKnowEverythingAfterRegistryAndBrokerWereRestarted(@TempDir Path directory)
      throws Exception {
    try (EmbeddedBroker broker = EmbeddedBroker.start(BrokerSettings.anyPort(directory))) {
      int first;
      int second;
      try (SchemaRegistry registry = SchemaRegistry.start(broker.bootstrapServers(), 0)) {
        RestService rest = new RestService(registry.url());
        first = rest.registerSchema(SCHEMA, "s");
        second = rest.registerSchema(WIDER, "s");
        rest.registerSchema(SCHEMA, "deleted");
        rest.deleteSubject(Map.of(), "deleted");
        rest.updateCompatibility("FULL_TRANSITIVE", "s");
        rest.setMode("READONLY", "t");
      }
      broker.stop();
      broker.start();
      try (SchemaRegistry registry = SchemaRegistry.start(broker.bootstrapServers(), 0)) {
        RestService rest = new RestService(registry.url());
        assertThat(rest.getAllVersions("s")).containsExactly(1, 2);
        assertThat(rest.getVersion("s", 1).getId()).isEqualTo(first);
        assertThat(rest.getId(second).getSchemaString()).isEqualTo(WIDER);
        assertThat(rest.getAllSubjects()).containsExactly("s");
        assertThat(rest.getAllSubjects(true)).containsExactly("deleted", "s");
        assertThat(rest.getConfig("s").getCompatibilityLevel()).isEqualTo("FULL_TRANSITIVE");
        assertThat(rest.getMode("t").getMode()).isEqualTo("READONLY");
        assertThat(rest.registerSchema("\"string\"", "next")).isGreaterThan(second);
      }
    }
  }

  @Test
  void shouldGoOnWhenTheBrokerComesBack(@TempDir Path directory) throws Exception {
    try (EmbeddedBroker broker = EmbeddedBroker.start(BrokerSettings.anyPort(directory));
        SchemaRegistry registry = SchemaRegistry.start(broker.bootstrapServers(), 0)) {
      RestService rest = new RestService(registry.url());
      int id = rest.registerSchema(SCHEMA, "s");
      broker.stop();
      assertThat(rest.getId(id).getSchemaString()).as("reads go on").isEqualTo(SCHEMA);
      broker.start();
      rest.registerSchema(WIDER, "s");
      assertThat(rest.getAllVersions("s")).containsExactly(1, 2);
    }
  }

  @Test
  void shouldPassOverRecordsThatAreNotItsOwn(@TempDir Path directory) throws Exception {
    try (EmbeddedBroker broker = EmbeddedBroker.start(BrokerSettings.anyPort(directory))) {
      try (SchemaRegistry registry = SchemaRegistry.start(broker.bootstrapServers(), 0)) {
        new RestService(registry.url()).registerSchema(SCHEMA, "s");
      }
      writeNonsense(broker.bootstrapServers());
      try (SchemaRegistry registry = SchemaRegistry.start(broker.bootstrapServers(), 0)) {
        assertThat(new RestService(registry.url()).getAllSubjects()).containsExactly("s");
      }
    }
  }

  private static void writeNonsense(String address) throws Exception {
    try (KafkaProducer<String, String> producer =
        new KafkaProducer<>(
            Map.of("bootstrap.servers", address), new StringSerializer(), new StringSerializer())) {
      for (List<String> r :
          List.of(
              List.of("not json", "{}"),
              List.of("{\"keytype\":\"SCHEMA\",\"subject\":\"x\",\"version\":1}", "{}"),
              List.of("{\"keytype\":\"CONFIG\"}", "{\"compatibilityLevel\":\"SIDEWAYS\"}"),
              List.of("{\"keytype\":\"NOOP\",\"magic\":0}", "null"))) {
        producer.send(new ProducerRecord<>(SchemasTopic.NAME, r.get(0), r.get(1))).get();
      }
      // No key at all: a compacted topic takes none, so an empty one.
      producer.send(new ProducerRecord<>(SchemasTopic.NAME, "", "{}")).get();
    }
  }
}
