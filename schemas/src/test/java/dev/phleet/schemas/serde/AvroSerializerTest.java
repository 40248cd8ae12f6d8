package dev.phleet.schemas.serde;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.phleet.schemas.SampleEvents;
import dev.phleet.schemas.event.Anomaly;
import dev.phleet.schemas.event.Host;
import dev.phleet.schemas.registry.HttpRegistryClient;
import dev.phleet.schemas.registry.InMemoryRegistryServer;
import dev.phleet.schemas.registry.RegistryRefusedException;
import dev.phleet.schemas.registry.RegistryUnavailableException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.avro.Schema;
import org.apache.avro.SchemaBuilder;
import org.apache.avro.SchemaParser;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.common.config.ConfigException;
import org.apache.kafka.common.errors.SerializationException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class AvroSerializerTest {

  private static final String TOPIC = "phleet.anomalies";
  private static final String SUBJECT = TOPIC + "-value";
  private static final Host HOST = new Host("h1", "one", "b1");

  private InMemoryRegistryServer registry;
  private HttpRegistryClient client;

  @BeforeEach
  void start() throws IOException {
    registry = new InMemoryRegistryServer();
    client = HttpRegistryClient.from(configs(Map.of()));
  }

  @AfterEach
  void stop() {
    registry.close();
  }

  private Map<String, Object> configs(Map<String, ?> more) {
    Map<String, Object> configs = new HashMap<>(more);
    configs.put("schema.registry.url", registry.url());
    configs.put("max.retries", 0);
    return configs;
  }

  private <T extends SpecificRecord> AvroSerializer<T> serializer(Map<String, ?> more) {
    AvroSerializer<T> serializer = new AvroSerializer<>();
    serializer.configure(configs(more), false);
    return serializer;
  }

  private static int idIn(byte[] record) {
    return ByteBuffer.wrap(record).getInt(1);
  }

  /** The host's schema with one more field, which has a default. */
  private static Schema newerHost() {
    Schema own = Host.getClassSchema();
    var fields = SchemaBuilder.record(own.getName()).namespace(own.getNamespace()).fields();
    own.getFields().forEach(f -> fields.name(f.name()).type(f.schema()).noDefault());
    return fields.name("rack").type().stringType().stringDefault("?").endRecord();
  }

  @Test
  void shouldTurnANullIntoATombstone() {
    assertThat(serializer(Map.of()).serialize(TOPIC, null)).isNull();
    assertThat(registry.requests()).isEmpty();
  }

  @Test
  void shouldSetTheCompatibilityBeforeTheFirstSchemaOfASubject() {
    serializer(Map.of()).serialize(TOPIC, HOST);
    assertThat(registry.requests())
        .containsExactly(
            "POST /subjects/" + SUBJECT,
            "GET /config/" + SUBJECT,
            "PUT /config/" + SUBJECT,
            "POST /subjects/" + SUBJECT + "/versions");
    assertThat(client.compatibility(SUBJECT)).hasValue("BACKWARD_TRANSITIVE");
  }

  @Test
  void shouldLeaveACompatibilityThatSomebodyHasSet() {
    client.setCompatibility(SUBJECT, "FULL");
    serializer(Map.of()).serialize(TOPIC, HOST);
    assertThat(client.compatibility(SUBJECT)).hasValue("FULL");
  }

  @Test
  void shouldOnlyReadWhenTheSchemaIsThere() {
    int id = client.register(SUBJECT, Host.getClassSchema());
    registry.forbid("PUT ");
    registry.forbid("POST /subjects/" + SUBJECT + "/versions");
    assertThat(idIn(serializer(Map.of()).serialize(TOPIC, HOST))).isEqualTo(id);
  }

  @Test
  void shouldRegisterEvenIfOnlyAdministratorsMaySetTheCompatibility() {
    registry.forbid("PUT /config");
    assertThat(idIn(serializer(Map.of()).serialize(TOPIC, HOST))).isEqualTo(1);
  }

  @Test
  void shouldAskTheRegistryOnceForManyRecords() {
    AvroSerializer<Host> serializer = serializer(Map.of());
    serializer.serialize(TOPIC, HOST);
    int asked = registry.requests().size();
    for (int i = 0; i < 23; i++) {
      serializer.serialize(TOPIC, HOST);
    }
    assertThat(registry.requests()).hasSize(asked);
  }

  @Test
  void shouldUseTheKeysSubjectForKeys() {
    AvroSerializer<Host> serializer = new AvroSerializer<>();
    serializer.configure(configs(Map.of()), true);
    serializer.serialize(TOPIC, HOST);
    assertThat(client.latest(TOPIC + "-key")).isPresent();
    assertThat(client.latest(SUBJECT)).isEmpty();
  }

  @Test
  void shouldSayWhatToDoWhenTheSchemaIsNotThereAndMayNotBeRegistered() {
    AvroSerializer<Host> serializer = serializer(Map.of("auto.register.schemas", "false"));
    assertThatThrownBy(() -> serializer.serialize(TOPIC, HOST))
        .isInstanceOf(RegistryRefusedException.class)
        .hasMessageContaining(SUBJECT)
        .hasMessageContaining("auto.register.schemas");
    int id = client.register(SUBJECT, Host.getClassSchema());
    assertThat(idIn(serializer.serialize(TOPIC, HOST))).isEqualTo(id);
  }

  @Test
  void shouldPassOnTheRefusalOfASchema() {
    client.register(SUBJECT, SchemaBuilder.record("Other").fields().requiredInt("x").endRecord());
    assertThatThrownBy(() -> serializer(Map.of()).serialize(TOPIC, HOST))
        .isInstanceOf(RegistryRefusedException.class)
        .hasMessageContaining(SUBJECT)
        .hasMessageContaining("incompatible with an earlier schema");
  }

  @Test
  void shouldAskAgainAfterARefusal() {
    AvroSerializer<Host> serializer = serializer(Map.of("http.connect.timeout.ms", 200));
    registry.forbid("POST /subjects");
    assertThatThrownBy(() -> serializer.serialize(TOPIC, HOST))
        .isInstanceOf(RegistryRefusedException.class)
        .hasMessageContaining("User cannot do this");
    registry.allowAll();
    assertThat(serializer.serialize(TOPIC, HOST)).isNotEmpty();
  }

  @Test
  void shouldTellAnAbsentRegistryFromARefusal() {
    AvroSerializer<Host> serializer = serializer(Map.of());
    registry.close();
    assertThatThrownBy(() -> serializer.serialize(TOPIC, HOST))
        .isInstanceOf(RegistryUnavailableException.class);
  }

  @Test
  void shouldWriteWithTheNewestSchemaWhenAskedTo() {
    client.register(SUBJECT, Host.getClassSchema());
    int newest = client.register(SUBJECT, newerHost());
    AvroSerializer<Host> serializer =
        serializer(Map.of("auto.register.schemas", false, "use.latest.version", true));
    byte[] record = serializer.serialize(TOPIC, HOST);
    assertThat(idIn(record)).isEqualTo(newest);
    assertThat(new AvroDeserializer<>(Host.class, client).deserialize(TOPIC, record))
        .isEqualTo(HOST);
  }

  @Test
  void shouldSayWhatToDoWhenThereIsNoNewestSchema() {
    AvroSerializer<Host> serializer =
        serializer(Map.of("auto.register.schemas", false, "use.latest.version", true));
    assertThatThrownBy(() -> serializer.serialize(TOPIC, HOST))
        .isInstanceOf(RegistryRefusedException.class)
        .hasMessageContaining(SUBJECT)
        .hasMessageContaining("use.latest.version");
  }

  @Test
  void shouldRegisterCleanSchemasWhenAskedTo() {
    Anomaly anomaly = new SampleEvents(1).next(Anomaly.class);
    byte[] record =
        this.<Anomaly>serializer(Map.of("avro.remove.java.properties", true))
            .serialize(TOPIC, anomaly);
    assertThat(registry.text(1)).doesNotContain("avro.java.string");
    assertThat(new SchemaParser().parse(registry.text(1)).mainSchema().getDoc())
        .isEqualTo(Anomaly.getClassSchema().getDoc());
    assertThat(new AvroDeserializer<>(Anomaly.class, client).deserialize(TOPIC, record))
        .isEqualTo(anomaly);
  }

  @Test
  void shouldNameTheFieldThatIsMissing() {
    assertThatThrownBy(() -> serializer(Map.of()).serialize(TOPIC, new Host("h1", null, "b1")))
        .isInstanceOf(SerializationException.class)
        .hasMessageContaining("Host")
        .hasMessageContaining("name");
  }

  @Test
  void shouldRefuseToWorkBeforeItIsConfigured() {
    assertThatThrownBy(() -> new AvroSerializer<Host>().serialize(TOPIC, HOST))
        .isInstanceOf(IllegalStateException.class);
    for (String key : List.of("auto.register.schemas", "use.latest.version")) {
      assertThatThrownBy(() -> serializer(Map.of(key, "perhaps")))
          .isInstanceOf(ConfigException.class)
          .hasMessageContaining(key);
    }
  }
}
