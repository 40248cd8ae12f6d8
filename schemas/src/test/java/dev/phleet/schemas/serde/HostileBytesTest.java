package dev.phleet.schemas.serde;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.management.ThreadMXBean;
import dev.phleet.schemas.SampleEvents;
import dev.phleet.schemas.event.FleetProfile;
import dev.phleet.schemas.event.Host;
import dev.phleet.schemas.registry.HttpRegistryClient;
import dev.phleet.schemas.registry.InMemoryRegistryServer;
import dev.phleet.schemas.serde.UnreadableRecordException.Reason;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.apache.avro.io.BinaryEncoder;
import org.apache.avro.io.EncoderFactory;
import org.apache.avro.specific.SpecificRecord;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Whatever the bytes are: a record or an {@link UnreadableRecordException}, and little memory. */
class HostileBytesTest {

  private static final String TOPIC = "phleet.x";
  private static final int ROUNDS = 2_003;
  // A byte of Avro makes at most some dozens of bytes of Java objects; the rest is exceptions.
  private static final long MOST_ALLOCATED_PER_BYTE = 200;
  private static final long MOST_ALLOCATED_BESIDES = 100_000;

  private final ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
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

  static List<Class<? extends SpecificRecord>> types() {
    return SampleEvents.types();
  }

  /** A type's deserializer that has seen a good record, and that record. */
  private static final class Subject<T extends SpecificRecord> {
    private final AvroDeserializer<T> deserializer;
    private final byte[] good;

    Subject(AvroDeserializer<T> deserializer, byte[] good) {
      this.deserializer = deserializer;
      this.good = good;
    }

    AvroDeserializer<T> deserializer() {
      return deserializer;
    }

    byte[] good() {
      return good.clone();
    }
  }

  private <T extends SpecificRecord> Subject<T> subject(Class<T> type, int seed) {
    AvroDeserializer<T> deserializer = new AvroDeserializer<>(type, client);
    byte[] good = new AvroSerializer<T>(client).serialize(TOPIC, new SampleEvents(seed).next(type));
    deserializer.deserialize(TOPIC, good);
    // The first failure loads classes, which is no cost of the record.
    assertThatThrownBy(() -> deserializer.deserialize(TOPIC, Arrays.copyOf(good, 6)))
        .isInstanceOf(UnreadableRecordException.class);
    return new Subject<>(deserializer, good);
  }

  /** Reads and says whether it could; fails on any other exception and on too much memory. */
  private boolean reads(AvroDeserializer<?> deserializer, byte[] bytes) {
    long before = threads.getCurrentThreadAllocatedBytes();
    boolean read = true;
    try {
      deserializer.deserialize(TOPIC, bytes);
    } catch (UnreadableRecordException e) {
      read = false;
    }
    assertThat(threads.getCurrentThreadAllocatedBytes() - before)
        .as("bytes allocated for a record of %s bytes", bytes.length)
        .isLessThan(MOST_ALLOCATED_BESIDES + MOST_ALLOCATED_PER_BYTE * bytes.length);
    return read;
  }

  @ParameterizedTest
  @MethodSource("types")
  void shouldRefuseEveryTruncation(Class<? extends SpecificRecord> type) {
    Subject<?> subject = subject(type, 7);
    byte[] good = subject.good();
    for (int length = 0; length < good.length; length++) {
      assertThat(reads(subject.deserializer(), Arrays.copyOf(good, length))).isFalse();
    }
  }

  @ParameterizedTest
  @MethodSource("types")
  void shouldSurviveEveryByteOfARecordChanged(Class<? extends SpecificRecord> type) {
    Subject<?> subject = subject(type, 11);
    Random random = new Random(23);
    int unreadable = 0;
    for (int i = 0; i < subject.good().length; i++) {
      // Not the schema id: a made-up one is a question to the registry, tested elsewhere.
      if (i < 1 || i > 4) {
        byte[] mutated = subject.good().clone();
        mutated[i] ^= (byte) (1 + random.nextInt(255));
        unreadable += reads(subject.deserializer(), mutated) ? 0 : 1;
      }
    }
    assertThat(unreadable).isPositive();
  }

  @ParameterizedTest
  @MethodSource("types")
  void shouldSurviveNoise(Class<? extends SpecificRecord> type) {
    Subject<?> subject = subject(type, 13);
    Random random = new Random(29);
    int unreadable = 0;
    for (int round = 0; round < ROUNDS; round++) {
      byte[] noise = new byte[5 + random.nextInt(300)];
      random.nextBytes(noise);
      if (round % 2 == 0) {
        // Small numbers are short lengths, and get deeper into the record.
        for (int i = 0; i < noise.length; i++) {
          noise[i] &= 0x0f;
        }
      }
      System.arraycopy(subject.good(), 0, noise, 0, 5);
      unreadable += reads(subject.deserializer(), noise) ? 0 : 1;
    }
    assertThat(unreadable).isPositive();
  }

  @Test
  void shouldAllocateNothingForLengthsOfGigabytes() throws IOException {
    Subject<FleetProfile> subject = subject(FleetProfile.class, 17);
    for (long length :
        new long[] {1 << 20, Integer.MAX_VALUE - 8, 1L << 33, Long.MAX_VALUE, Long.MIN_VALUE}) {
      // The first field is a string, the second an array.
      assertThat(reads(subject.deserializer(), record(subject, length))).isFalse();
      assertThat(reads(subject.deserializer(), record(subject, 0, length))).isFalse();
      assertThat(reads(subject.deserializer(), record(subject, 0, -3, length))).isFalse();
    }
  }

  /** A record of nothing but these numbers. */
  private static byte[] record(Subject<?> subject, long... numbers) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    out.write(subject.good(), 0, 5);
    BinaryEncoder encoder = EncoderFactory.get().directBinaryEncoder(out, null);
    for (long number : numbers) {
      encoder.writeLong(number);
    }
    return out.toByteArray();
  }

  /** Avro's decoder would count to a billion, which takes it half a minute. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "\"null\"",
        "{\"type\":\"fixed\",\"name\":\"F\",\"size\":0}",
        "{\"type\":\"record\",\"name\":\"R\",\"fields\":[]}",
        "{\"type\":\"record\",\"name\":\"R\",\"fields\":[{\"name\":\"n\",\"type\":\"null\"}]}"
      })
  void shouldNotReadArraysWhoseItemsTakeNoBytes(String items) throws IOException {
    AvroDeserializer<Host> deserializer = new AvroDeserializer<>(Host.class, client);
    byte[] bytes = record(new Subject<>(deserializer, new byte[5]), 0, 0, 0, 1_000_000_000, 0);
    ByteBuffer.wrap(bytes).putInt(1, registry.add(hostWithArrayOf(items)));
    assertThatThrownBy(() -> deserializer.deserialize(TOPIC, bytes))
        .isInstanceOfSatisfying(
            UnreadableRecordException.class,
            e -> assertThat(e.kind()).isEqualTo(Reason.INCOMPATIBLE));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "\"int\"",
        "[\"null\"]",
        "{\"type\":\"map\",\"values\":\"null\"}",
        "{\"type\":\"record\",\"name\":\"R\",\"fields\":"
            + "[{\"name\":\"next\",\"type\":[\"null\",\"R\"]}]}"
      })
  void shouldReadArraysOfAnythingElse(String items) throws IOException {
    AvroDeserializer<Host> deserializer = new AvroDeserializer<>(Host.class, client);
    byte[] bytes = record(new Subject<>(deserializer, new byte[5]), 0, 0, 0, 3, 0, 0, 0, 0);
    ByteBuffer.wrap(bytes).putInt(1, registry.add(hostWithArrayOf(items)));
    assertThat(deserializer.deserialize(TOPIC, bytes)).isEqualTo(new Host("", "", ""));
  }

  private static String hostWithArrayOf(String items) {
    String schema = Host.getClassSchema().toString();
    return schema.substring(0, schema.length() - 2)
        + ",{\"name\":\"array\",\"type\":{\"type\":\"array\",\"items\":"
        + items
        + "}}]}";
  }
}
