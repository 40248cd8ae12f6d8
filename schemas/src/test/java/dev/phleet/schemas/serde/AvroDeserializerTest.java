package dev.phleet.schemas.serde;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.phleet.schemas.SampleEvents;
import dev.phleet.schemas.event.Host;
import dev.phleet.schemas.event.Incident;
import dev.phleet.schemas.event.IncidentType;
import dev.phleet.schemas.registry.HttpRegistryClient;
import dev.phleet.schemas.registry.InMemoryRegistryServer;
import dev.phleet.schemas.registry.RegistryUnavailableException;
import dev.phleet.schemas.serde.UnreadableRecordException.Reason;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.avro.Schema;
import org.apache.avro.SchemaBuilder;
import org.apache.avro.generic.GenericData;
import org.apache.avro.generic.GenericDatumWriter;
import org.apache.avro.generic.GenericRecordBuilder;
import org.apache.avro.io.BinaryEncoder;
import org.apache.avro.io.EncoderFactory;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.common.config.ConfigException;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class AvroDeserializerTest {

  private static final String TOPIC = "phleet.x";
  private static final Host HOST = new Host("h1", "one", "b1");

  private InMemoryRegistryServer registry;
  private HttpRegistryClient client;
  private AvroDeserializer<Host> hosts;

  @BeforeEach
  void start() throws IOException {
    registry = new InMemoryRegistryServer();
    client =
        HttpRegistryClient.from(Map.of("schema.registry.url", registry.url(), "max.retries", 0));
    hosts = new AvroDeserializer<>(Host.class, client);
  }

  @AfterEach
  void stop() {
    registry.close();
  }

  private byte[] written(GenericData.Record record) throws IOException {
    int id = registry.add(record.getSchema().toString());
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    out.write(ByteBuffer.allocate(5).putInt(1, id).array());
    BinaryEncoder encoder = EncoderFactory.get().directBinaryEncoder(out, null);
    new GenericDatumWriter<>(record.getSchema()).write(record, encoder);
    return out.toByteArray();
  }

  private static void assertUnreadable(ThrowingCallable call, Reason reason) {
    assertThatThrownBy(call)
        .isInstanceOfSatisfying(
            UnreadableRecordException.class,
            e -> {
              assertThat(e.kind()).isEqualTo(reason);
              assertThat(e.reason()).isEqualTo(reason.code());
            });
  }

  @Test
  void shouldReadATombstoneAsNull() {
    assertThat(hosts.deserialize(TOPIC, (byte[]) null)).isNull();
  }

  @Test
  void shouldReadWhatANewerWriterWrote() throws IOException {
    Schema newer =
        SchemaBuilder.record("Host")
            .namespace(Host.class.getPackageName())
            .fields()
            .requiredString("bootId")
            .requiredString("id")
            .name("labels")
            .type()
            .map()
            .values()
            .longType()
            .noDefault()
            .requiredString("name")
            .endRecord();
    byte[] bytes =
        written(
            new GenericRecordBuilder(newer)
                .set("id", "h1")
                .set("name", "one")
                .set("bootId", "b1")
                .set("labels", Map.of("a", 1L, "b", 2L))
                .build());
    assertThat(hosts.deserialize(TOPIC, bytes)).isEqualTo(HOST);
  }

  @Test
  void shouldRefuseARecordThatLacksAFieldWithoutDefault() throws IOException {
    Schema lacking =
        SchemaBuilder.record("Host")
            .namespace(Host.class.getPackageName())
            .fields()
            .requiredString("id")
            .endRecord();
    byte[] bytes = written(new GenericRecordBuilder(lacking).set("id", "h1").build());
    assertUnreadable(() -> hosts.deserialize(TOPIC, bytes), Reason.INCOMPATIBLE);
    assertThatThrownBy(() -> hosts.deserialize(TOPIC, bytes)).hasMessageContaining("bootId");
    assertThat(registry.requests()).hasSize(1);
  }

  @Test
  void shouldReadASymbolThatItDoesNotKnowAsTheDefault() throws IOException {
    Incident incident = new SampleEvents(3).next(Incident.class);
    incident.setType(IncidentType.SPREAD);
    byte[] bytes = new AvroSerializer<Incident>(client).serialize(TOPIC, incident);
    String newer = registry.text(1).replace("\"SPREAD\"", "\"SPREAD_FROM_THE_FUTURE\"");
    ByteBuffer.wrap(bytes).putInt(1, registry.add(newer));
    Incident read = new AvroDeserializer<>(Incident.class, client).deserialize(TOPIC, bytes);
    incident.setType(IncidentType.OTHER);
    assertThat(read).isEqualTo(incident);
  }

  @Test
  void shouldNameTheReasonForEveryKindOfBadBytes() {
    byte[] good = new AvroSerializer<Host>(client).serialize(TOPIC, HOST);
    byte[] foreign = good.clone();
    foreign[0] = 1;
    byte[] unknown = good.clone();
    unknown[1] = 0x7f;
    byte[] negative = good.clone();
    negative[1] = (byte) 0x80;
    byte[] longer = Arrays.copyOf(good, good.length + 3);
    byte[] lengthBelowZero = good.clone();
    lengthBelowZero[5] = 1;
    assertUnreadable(() -> hosts.deserialize(TOPIC, new byte[0]), Reason.NOT_AVRO);
    assertUnreadable(() -> hosts.deserialize(TOPIC, foreign), Reason.NOT_AVRO);
    assertUnreadable(() -> hosts.deserialize(TOPIC, new byte[4]), Reason.TRUNCATED);
    assertUnreadable(() -> hosts.deserialize(TOPIC, unknown), Reason.UNKNOWN_SCHEMA);
    assertUnreadable(() -> hosts.deserialize(TOPIC, negative), Reason.UNKNOWN_SCHEMA);
    assertUnreadable(() -> hosts.deserialize(TOPIC, longer), Reason.TRAILING_BYTES);
    assertUnreadable(() -> hosts.deserialize(TOPIC, lengthBelowZero), Reason.MALFORMED);
  }

  @Test
  void shouldNotBlameTheRecordWhenTheRegistryIsAway() {
    byte[] good = new AvroSerializer<Host>(client).serialize(TOPIC, HOST);
    registry.close();
    assertThatThrownBy(() -> hosts.deserialize(TOPIC, good))
        .isInstanceOf(RegistryUnavailableException.class);
  }

  @Test
  void shouldKeepReadingKnownSchemasWhenTheRegistryIsAway() {
    byte[] good = new AvroSerializer<Host>(client).serialize(TOPIC, HOST);
    hosts.deserialize(TOPIC, good);
    registry.close();
    assertThat(hosts.deserialize(TOPIC, good)).isEqualTo(HOST);
  }

  @Test
  void shouldAskAgainForAnUnknownSchemaOnlyAfterAWhile() {
    AtomicLong now = new AtomicLong(Long.MAX_VALUE);
    RecordReaders<Host> readers =
        new RecordReaders<>(
            client, ReaderTypes.always(Host.class), ReaderMaker.ordinary(), now::get);
    for (int i = 0; i < 23; i++) {
      assertUnreadable(() -> readers.forId(1), Reason.UNKNOWN_SCHEMA);
    }
    assertThat(registry.requests()).hasSize(1);
    registry.add(Host.getClassSchema().toString());
    now.addAndGet(TimeUnit.SECONDS.toNanos(10));
    assertThat(readers.forId(1)).isNotNull();
    assertThat(registry.requests()).hasSize(2);
  }

  @Test
  void shouldSurviveMoreSchemaIdsThanItKeeps() {
    for (int id = 1; id <= 1_023; id++) {
      byte[] bytes = ByteBuffer.allocate(6).putInt(1, id).array();
      assertUnreadable(() -> hosts.deserialize(TOPIC, bytes), Reason.UNKNOWN_SCHEMA);
    }
    byte[] good = new AvroSerializer<Host>(client).serialize("elsewhere", HOST);
    AvroDeserializer<Host> fresh = new AvroDeserializer<>(Host.class, client);
    assertThat(fresh.deserialize(TOPIC, good)).isEqualTo(HOST);
  }

  @Test
  void shouldFindTheClassOfAnEventByItsSchemaWhenNoneIsConfigured() {
    AvroDeserializer<SpecificRecord> any = new AvroDeserializer<>();
    any.configure(Map.of("schema.registry.url", registry.url()), false);
    for (Class<? extends SpecificRecord> type : SampleEvents.types()) {
      SpecificRecord event = new SampleEvents(23).next(type);
      byte[] bytes = new AvroSerializer<>(client).serialize(type.getSimpleName(), event);
      assertThat(any.deserialize(TOPIC, bytes)).isEqualTo(event);
    }
    byte[] noEvent = new AvroSerializer<Host>(client).serialize(TOPIC, HOST);
    assertUnreadable(() -> any.deserialize(TOPIC, noEvent), Reason.INCOMPATIBLE);
  }

  @Test
  void shouldReadTheConfiguredClass() {
    byte[] bytes = new AvroSerializer<Host>(client).serialize(TOPIC, HOST);
    for (Object type : List.of(Host.class, Host.class.getName())) {
      AvroDeserializer<SpecificRecord> configured = new AvroDeserializer<>();
      configured.configure(
          Map.of("schema.registry.url", registry.url(), "specific.avro.value.type", type), false);
      assertThat(configured.deserialize(TOPIC, bytes)).isEqualTo(HOST);
    }
    for (Object type : List.of("no.such.Class", String.class)) {
      assertThatThrownBy(
              () ->
                  new AvroDeserializer<>()
                      .configure(
                          Map.of(
                              "schema.registry.url",
                              registry.url(),
                              "specific.avro.value.type",
                              type),
                          false))
          .isInstanceOf(ConfigException.class)
          .hasMessageContaining("specific.avro.value.type");
    }
  }

  @Test
  void shouldRefuseSchemasThatAreNoRecords() throws IOException {
    int id = registry.add("\"string\"");
    byte[] bytes = ByteBuffer.allocate(6).putInt(1, id).array();
    assertUnreadable(() -> hosts.deserialize(TOPIC, bytes), Reason.INCOMPATIBLE);
  }

  @Test
  void shouldCopyWhatIsInsideARecordToo() {
    Incident incident = new SampleEvents(5).next(Incident.class);
    Incident copy = EventModel.copy(incident);
    assertThat(copy).isEqualTo(incident).isNotSameAs(incident);
    assertThat(copy.getSightings()).isNotSameAs(incident.getSightings());
  }
}
