package dev.phleet.lab.registry;

import static org.assertj.core.api.Assertions.assertThat;

import dev.phleet.lab.broker.BrokerUnderTest;
import dev.phleet.schemas.Topics;
import dev.phleet.schemas.event.Ancestor;
import dev.phleet.schemas.event.FleetProfile;
import dev.phleet.schemas.serde.AvroDeserializer;
import dev.phleet.schemas.serde.AvroSerializer;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.apache.pulsar.kafka.shade.avro.Schema;
import org.apache.pulsar.kafka.shade.avro.generic.GenericData;
import org.apache.pulsar.kafka.shade.avro.generic.GenericRecord;
import org.apache.pulsar.kafka.shade.io.confluent.kafka.schemaregistry.client.rest.RestService;
import org.apache.pulsar.kafka.shade.io.confluent.kafka.serializers.KafkaAvroDeserializer;
import org.apache.pulsar.kafka.shade.io.confluent.kafka.serializers.KafkaAvroSerializer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * Our serde and the genuine one on this registry; field by field is proved in the schemas module.
 */
@Timeout(60)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class SerdeOverRegistryTest {
  private BrokerUnderTest broker;
  private SchemaRegistry registry;

  @BeforeAll
  void start(@TempDir Path directory) throws Exception {
    broker = BrokerUnderTest.start(directory);
    registry = SchemaRegistry.start(broker.bootstrapServers(), 0);
  }

  @AfterAll
  void stop() {
    registry.close();
    broker.close();
  }

  private Map<String, Object> settings() {
    return Map.of("schema.registry.url", registry.url());
  }

  private static FleetProfile profile() {
    return new FleetProfile(
        "sha256:00ff",
        List.of("/usr/sbin/nginx"),
        3,
        1,
        1,
        1,
        4711L,
        23L,
        82,
        84,
        Instant.EPOCH.plusSeconds(1),
        Instant.EPOCH.plusSeconds(2),
        84,
        80,
        2,
        Instant.EPOCH.plusSeconds(2),
        false,
        List.of("host-3"));
  }

  @Test
  void shouldLetTheGenuineDeserializerReadWhatOursWrote() {
    try (AvroSerializer<FleetProfile> ours = new AvroSerializer<>();
        KafkaAvroDeserializer genuine = new KafkaAvroDeserializer()) {
      ours.configure(settings(), false);
      genuine.configure(settings(), false);
      byte[] bytes = ours.serialize("written-by-ours", profile());
      GenericRecord read = (GenericRecord) genuine.deserialize("written-by-ours", bytes);
      assertThat(read.get("calls")).isEqualTo(4711L);
      assertThat(read.get("executableId")).hasToString("sha256:00ff");
    }
  }

  @Test
  void shouldLetOursReadWhatTheGenuineSerializerWrote() {
    try (KafkaAvroSerializer genuine = new KafkaAvroSerializer();
        AvroDeserializer<Ancestor> ours = new AvroDeserializer<>(Ancestor.class)) {
      genuine.configure(settings(), false);
      ours.configure(settings(), false);
      GenericRecord record =
          new GenericData.Record(new Schema.Parser().parse(Ancestor.getClassSchema().toString()));
      record.put("pid", 23);
      record.put("comm", "sh");
      byte[] bytes = genuine.serialize("written-by-genuine", record);
      assertThat(ours.deserialize("written-by-genuine", bytes))
          .isEqualTo(new Ancestor(23, "sh", null));
    }
  }

  @Test
  void shouldHoldOurSubjectsBackwardTransitive() throws Exception {
    try (AvroSerializer<FleetProfile> ours = new AvroSerializer<>()) {
      ours.configure(settings(), false);
      String topic = Topics.FLEET_PROFILES.nameWith(Topics.DEFAULT_PREFIX);
      assertThat(ours.serialize(topic, profile())).isNotEmpty();
      assertThat(
              new RestService(registry.url()).getConfig(topic + "-value").getCompatibilityLevel())
          .isEqualTo("BACKWARD_TRANSITIVE");
    }
  }
}
