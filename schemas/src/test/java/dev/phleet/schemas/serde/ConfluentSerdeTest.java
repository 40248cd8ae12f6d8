package dev.phleet.schemas.serde;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.phleet.schemas.event.Host;
import dev.phleet.schemas.registry.HttpRegistryClient;
import dev.phleet.schemas.registry.InMemoryRegistryServer;
import dev.phleet.schemas.registry.RegistryUnavailableException;
import dev.phleet.schemas.serde.UnreadableRecordException.Reason;
import java.io.IOException;
import java.util.Arrays;
import java.util.Map;
import org.apache.kafka.common.config.ConfigException;
import org.apache.pulsar.kafka.shade.avro.generic.GenericData;
import org.apache.pulsar.kafka.shade.io.confluent.kafka.serializers.KafkaAvroDeserializer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** {@code phleet.serde=confluent}, with the genuine classes under their relocated names. */
class ConfluentSerdeTest {

  private static final String TOPIC = "phleet.x";

  private InMemoryRegistryServer registry;
  private byte[] good;

  @BeforeEach
  void start() throws IOException {
    registry = new InMemoryRegistryServer();
    HttpRegistryClient client =
        HttpRegistryClient.from(Map.of("schema.registry.url", registry.url()));
    good = new AvroSerializer<Host>(client).serialize(TOPIC, new Host("h1", "one", "b1"));
  }

  @AfterEach
  void stop() {
    registry.close();
  }

  private AvroDeserializer<Host> genuine() {
    AvroDeserializer<Host> deserializer = new AvroDeserializer<>(Host.class);
    deserializer.configure(
        Map.of(
            "schema.registry.url",
            registry.url(),
            ConfluentSerde.CHOICE,
            "confluent",
            ConfluentSerde.DESERIALIZER,
            KafkaAvroDeserializer.class.getName(),
            // The relocated class knows only the relocated Avro, and so no event of ours.
            "specific.avro.reader",
            false),
        false);
    return deserializer;
  }

  private Reason reasonFor(byte[] bytes) {
    try (AvroDeserializer<Host> deserializer = genuine()) {
      Host read = deserializer.deserialize(TOPIC, bytes);
      throw new AssertionError("read as " + read);
    } catch (UnreadableRecordException e) {
      return e.kind();
    }
  }

  @Test
  void shouldReadWithConfluentsClassAndCheckWhatItMade() {
    assertThat(reasonFor(good)).isEqualTo(Reason.INCOMPATIBLE);
    try (AvroDeserializer<Host> deserializer = genuine()) {
      assertThatThrownBy(() -> deserializer.deserialize(TOPIC, good))
          .hasMessageContaining(GenericData.Record.class.getName());
    }
  }

  @Test
  void shouldTellABadRecordFromAnUnknownSchema() {
    byte[] unknown = good.clone();
    unknown[4] = 77;
    assertThat(reasonFor(unknown)).isEqualTo(Reason.UNKNOWN_SCHEMA);
    assertThat(reasonFor(new byte[] {1, 2, 3})).isEqualTo(Reason.MALFORMED);
    assertThat(reasonFor(Arrays.copyOf(good, 8))).isEqualTo(Reason.MALFORMED);
  }

  @Test
  void shouldNotBlameTheRecordWhenTheRegistryIsAway() {
    try (AvroDeserializer<Host> deserializer = genuine()) {
      registry.close();
      assertThatThrownBy(() -> deserializer.deserialize(TOPIC, good))
          .isInstanceOf(RegistryUnavailableException.class);
    }
  }

  @Test
  void shouldSayWhatIsMissingWhenConfluentsClassesAreNotThere() {
    Map<String, Object> configs =
        Map.of("schema.registry.url", registry.url(), ConfluentSerde.CHOICE, "confluent");
    assertThatThrownBy(() -> new AvroSerializer<Host>().configure(configs, false))
        .isInstanceOf(ConfigException.class)
        .hasMessageContaining("io.confluent.kafka.serializers.KafkaAvroSerializer")
        .hasMessageContaining("profile");
    assertThatThrownBy(() -> new AvroDeserializer<>(Host.class).configure(configs, false))
        .isInstanceOf(ConfigException.class)
        .hasMessageContaining("io.confluent.kafka.serializers.KafkaAvroDeserializer");
  }

  @Test
  void shouldRefuseAnyOtherChoice() {
    assertThatThrownBy(
            () ->
                new AvroSerializer<Host>().configure(Map.of(ConfluentSerde.CHOICE, "ours"), false))
        .isInstanceOf(ConfigException.class)
        .hasMessageContaining("phleet or confluent");
  }
}
