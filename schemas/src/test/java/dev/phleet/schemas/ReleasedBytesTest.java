package dev.phleet.schemas;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.phleet.schemas.json.EventJson;
import dev.phleet.schemas.registry.HttpRegistryClient;
import dev.phleet.schemas.registry.InMemoryRegistryServer;
import dev.phleet.schemas.serde.AvroDeserializer;
import dev.phleet.schemas.serde.AvroSerializer;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.avro.Schema;
import org.apache.avro.SchemaParser;
import org.apache.avro.generic.GenericDatumReader;
import org.apache.avro.generic.GenericDatumWriter;
import org.apache.avro.generic.GenericRecord;
import org.apache.avro.io.BinaryEncoder;
import org.apache.avro.io.DecoderFactory;
import org.apache.avro.io.EncoderFactory;
import org.apache.avro.specific.SpecificData;
import org.apache.avro.specific.SpecificRecord;
import org.apache.avro.util.RandomData;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Every release and today, in bytes: consumers of today read what each release wrote, and consumers
 * of each release read what is written today. All that both know comes across unchanged.
 */
class ReleasedBytesTest {
  private static final Path RELEASED = Path.of("src", "test", "resources", "released");
  private static final int EVENTS = 53;
  private static final int PREFIX_BYTES = 5;

  private InMemoryRegistryServer registry;
  private HttpRegistryClient client;

  @BeforeEach
  void start() throws IOException {
    registry = new InMemoryRegistryServer();
    client = HttpRegistryClient.from(Map.of("schema.registry.url", registry.url()));
  }

  @AfterEach
  void stop() {
    registry.close();
  }

  /** Each event of each release: its class today, the name of the release, its schema then. */
  static Stream<Arguments> released() throws IOException {
    Stream.Builder<Arguments> all = Stream.builder();
    try (Stream<Path> releases = Files.list(RELEASED)) {
      for (Path release : releases.sorted().toList()) {
        for (Class<? extends SpecificRecord> type : SampleEvents.types()) {
          Path file = release.resolve(type.getSimpleName() + ".avsc");
          if (Files.exists(file)) {
            Schema schema = new SchemaParser().parse(file).mainSchema();
            all.add(Arguments.of(type, release.getFileName().toString(), schema));
          }
        }
      }
    }
    return all.build();
  }

  @ParameterizedTest(name = "{0} of {1}")
  @MethodSource("released")
  <T extends SpecificRecord> void shouldReadTheBytesOfTheRelease(
      Class<T> type, String release, Schema then) throws IOException {
    int id = client.register("t-value", then);
    AvroDeserializer<T> today = new AvroDeserializer<>(type, client);
    for (Object written : new RandomData(then, EVENTS, 23L)) {
      T read = today.deserialize("t", bytes(id, then, (GenericRecord) written));
      assertKept(
          then,
          EventJson.toTree((GenericRecord) written),
          EventJson.toTree(read),
          type.getSimpleName());
    }
  }

  @ParameterizedTest(name = "{0} of {1}")
  @MethodSource("released")
  <T extends SpecificRecord> void shouldWriteBytesThatTheReleaseReads(
      Class<T> type, String release, Schema then) throws IOException {
    AvroSerializer<T> today = new AvroSerializer<>(client);
    SampleEvents samples = new SampleEvents(23);
    GenericDatumReader<GenericRecord> reader =
        new GenericDatumReader<>(SpecificData.getForClass(type).getSchema(type), then);
    for (int i = 0; i < EVENTS; i++) {
      T written = samples.next(type);
      byte[] bytes = today.serialize("t", written);
      GenericRecord read =
          reader.read(
              null,
              DecoderFactory.get()
                  .binaryDecoder(bytes, PREFIX_BYTES, bytes.length - PREFIX_BYTES, null));
      assertKept(then, EventJson.toTree(written), EventJson.toTree(read), type.getSimpleName());
    }
  }

  private static byte[] bytes(int id, Schema schema, GenericRecord event) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    out.write(ByteBuffer.allocate(PREFIX_BYTES).put((byte) 0).putInt(id).array());
    BinaryEncoder encoder = EncoderFactory.get().binaryEncoder(out, null);
    new GenericDatumWriter<GenericRecord>(schema).write(event, encoder);
    encoder.flush();
    return out.toByteArray();
  }

  /** What the schema of then names is the same in both, but for symbols that it does not know. */
  private static void assertKept(Schema then, JsonNode written, JsonNode read, String where) {
    switch (then.getType()) {
      case RECORD ->
          then.getFields()
              .forEach(
                  f ->
                      assertKept(
                          f.schema(),
                          written.path(f.name()),
                          read.path(f.name()),
                          where + "." + f.name()));
      case ARRAY -> {
        assertThat(read).as(where).hasSameSizeAs(written);
        for (int i = 0; i < written.size(); i++) {
          assertKept(then.getElementType(), written.get(i), read.get(i), where + "[]");
        }
      }
      case UNION -> {
        if (!written.isNull()) {
          assertKept(then.getTypes().get(1), written, read, where);
        } else {
          assertThat(read.isNull()).as(where).isTrue();
        }
      }
      case ENUM -> {
        String known = written.asText();
        assertThat(read.asText())
            .as(where)
            .isEqualTo(then.hasEnumSymbol(known) ? known : then.getEnumDefault());
      }
      default -> assertThat(read).as(where).isEqualTo(written);
    }
  }
}
