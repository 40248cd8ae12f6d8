package dev.phleet.schemas.serde;

import dev.phleet.schemas.registry.HttpRegistryClient;
import dev.phleet.schemas.registry.RegistryClient;
import dev.phleet.schemas.serde.UnreadableRecordException.Reason;
import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Map;
import java.util.Optional;
import org.apache.avro.io.BinaryDecoder;
import org.apache.avro.io.DatumReader;
import org.apache.avro.io.DecoderFactory;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.common.serialization.Deserializer;

/**
 * Bytes in Confluent's wire format to records of a class, whatever schema they were written with. A
 * null becomes a null. Whatever the bytes are, the outcome is a record or an {@link
 * UnreadableRecordException}, and no more memory is taken than the bytes warrant. Thread-safe once
 * configured.
 *
 * @param <T> class of the records
 */
public final class AvroDeserializer<T extends SpecificRecord> implements Deserializer<T> {

  private final Optional<Class<T>> type;
  private final Optional<RegistryClient> given;
  private final ReaderMaker<T> maker;
  private Optional<Deserializer<Object>> confluent = Optional.empty();
  private RecordReaders<? extends SpecificRecord> readers;

  /**
   * For Kafka, which then calls {@link #configure}: the class is that of {@code
   * specific.avro.value.type} (or {@code key}), or the event whose name the record's schema has.
   */
  public AvroDeserializer() {
    this.type = Optional.empty();
    this.given = Optional.empty();
    this.maker = ReaderMaker.ordinary();
  }

  /**
   * To be followed by {@link #configure}.
   *
   * @param type class of the records
   */
  public AvroDeserializer(Class<T> type) {
    this(type, Optional.empty(), ReaderMaker.ordinary());
  }

  /**
   * Ready for use; {@link #configure} may be called or not.
   *
   * @param type class of the records
   * @param registry the registry to use, whatever the configuration says
   */
  public AvroDeserializer(Class<T> type, RegistryClient registry) {
    this(type, Optional.of(registry), ReaderMaker.ordinary());
  }

  AvroDeserializer(Class<T> type, Optional<RegistryClient> registry, ReaderMaker<T> maker) {
    this.type = Optional.of(type);
    this.given = registry;
    this.maker = maker;
    registry.ifPresent(r -> readers = ofClass(r, type));
  }

  private RecordReaders<T> ofClass(RegistryClient registry, Class<T> ofType) {
    return new RecordReaders<>(registry, ReaderTypes.always(ofType), maker, System::nanoTime);
  }

  /**
   * @throws org.apache.kafka.common.config.ConfigException when a value is missing or makes no
   *     sense
   */
  @Override
  public void configure(Map<String, ?> configs, boolean isKey) {
    confluent = ConfluentSerde.deserializer(configs, isKey);
    if (confluent.isEmpty()) {
      RegistryClient registry = given.orElseGet(() -> HttpRegistryClient.from(configs));
      readers =
          type.isPresent()
              ? ofClass(registry, type.get())
              : new RecordReaders<>(
                  registry,
                  ReaderTypes.from(configs, isKey),
                  ReaderMaker.ordinary(),
                  System::nanoTime);
    }
  }

  /**
   * @throws UnreadableRecordException when the bytes are not a record of the class
   * @throws dev.phleet.schemas.registry.RegistryException when the registry is away or refuses; the
   *     record may be perfect
   */
  @Override
  @SuppressWarnings("unchecked") // The class is the caller's, or what the caller configured.
  public T deserialize(String topic, byte[] bytes) {
    if (bytes == null) {
      return null;
    }
    if (confluent.isPresent()) {
      return (T) checked(confluent.get().deserialize(topic, bytes));
    }
    if (readers == null) {
      throw new IllegalStateException("AvroDeserializer is used before configure() was called.");
    }
    return (T) decode(readers.forId(schemaId(bytes)), bytes);
  }

  /** Confluent's class makes whatever the record says it is. */
  private Object checked(Object read) {
    Class<?> expected = type.isPresent() ? type.get() : SpecificRecord.class;
    if (read != null && !expected.isInstance(read)) {
      throw new UnreadableRecordException(
          Reason.INCOMPATIBLE,
          "The record was read as " + read.getClass().getName() + ", not " + expected.getName(),
          null);
    }
    return read;
  }

  private static int schemaId(byte[] bytes) {
    if (bytes.length == 0) {
      throw new UnreadableRecordException(Reason.NOT_AVRO, "The record is empty.", null);
    }
    if (bytes[0] != AvroSerializer.MAGIC) {
      throw new UnreadableRecordException(
          Reason.NOT_AVRO,
          "The record begins with byte " + (bytes[0] & 0xff) + " and not with 0.",
          null);
    }
    if (bytes.length < AvroSerializer.HEADER) {
      throw new UnreadableRecordException(
          Reason.TRUNCATED, "The record ends within its schema id.", null);
    }
    return ByteBuffer.wrap(bytes).getInt(1);
  }

  private static <R> R decode(DatumReader<R> reader, byte[] bytes) {
    try {
      // Over an array, Avro's decoder checks every length against the bytes that are left before it
      // allocates anything (since 1.12; HostileBytesTest holds it to that).
      BinaryDecoder decoder =
          DecoderFactory.get()
              .binaryDecoder(
                  bytes, AvroSerializer.HEADER, bytes.length - AvroSerializer.HEADER, null);
      R event = reader.read(null, decoder);
      if (!decoder.isEnd()) {
        throw new UnreadableRecordException(
            Reason.TRAILING_BYTES, "More bytes follow the end of the record.", null);
      }
      return event;
    } catch (UnreadableRecordException e) {
      throw e;
    } catch (EOFException e) {
      throw unreadable(Reason.TRUNCATED, e);
    } catch (IOException | RuntimeException | StackOverflowError e) {
      // Whatever Avro throws over bytes from anybody, from a bad index to a bad cast.
      throw unreadable(Reason.MALFORMED, e);
    }
  }

  private static UnreadableRecordException unreadable(Reason reason, Throwable cause) {
    return new UnreadableRecordException(
        reason, "The record is not what its schema says: " + cause, cause);
  }

  @Override
  public void close() {
    confluent.ifPresent(Deserializer::close);
  }
}
