package dev.phleet.schemas.serde;

import dev.phleet.schemas.registry.HttpRegistryClient;
import dev.phleet.schemas.registry.RegistryClient;
import dev.phleet.schemas.serde.SchemaIds.Written;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericDatumReader;
import org.apache.avro.generic.GenericDatumWriter;
import org.apache.avro.io.BinaryDecoder;
import org.apache.avro.io.BinaryEncoder;
import org.apache.avro.io.DatumWriter;
import org.apache.avro.io.DecoderFactory;
import org.apache.avro.io.EncoderFactory;
import org.apache.avro.specific.SpecificData;
import org.apache.avro.specific.SpecificDatumWriter;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.common.errors.SerializationException;
import org.apache.kafka.common.serialization.Serializer;

/**
 * Records to bytes in Confluent's wire format. The subject is the topic's name with {@code -value}
 * or {@code -key} behind it. Takes Confluent's configuration names (see the module's README); a
 * null becomes a null. Thread-safe once configured.
 *
 * @param <T> class of the records
 */
public final class AvroSerializer<T extends SpecificRecord> implements Serializer<T> {

  static final byte MAGIC = 0;
  static final int HEADER = 1 + Integer.BYTES;

  private final Optional<RegistryClient> given;
  private Optional<Serializer<Object>> confluent = Optional.empty();
  private final Map<Class<?>, DatumWriter<Object>> writers = new ConcurrentHashMap<>();

  /** By topic: put together once, because it is looked up by with every record. */
  private final Map<String, String> subjects = new ConcurrentHashMap<>();

  private final ThreadLocal<Scratch> scratches = ThreadLocal.withInitial(Scratch::new);
  private SchemaIds ids;
  private String suffix = "-value";

  /** What one thread writes with, again and again. */
  private static final class Scratch {
    private final ByteArrayOutputStream out = new ByteArrayOutputStream(1024);
    private BinaryEncoder encoder = EncoderFactory.get().binaryEncoder(out, null);
    private boolean isWritten = true;

    void begin() {
      if (!isWritten) {
        // A record that could not be written has left a part of it there.
        encoder = EncoderFactory.get().binaryEncoder(out, null);
      }
      isWritten = false;
      out.reset();
    }

    byte[] end() throws IOException {
      encoder.flush();
      isWritten = true;
      return out.toByteArray();
    }
  }

  /** For Kafka, which then calls {@link #configure}. */
  public AvroSerializer() {
    this.given = Optional.empty();
  }

  /**
   * For values, ready for use; {@link #configure} may be called or not.
   *
   * @param registry the registry to use, whatever the configuration says
   */
  public AvroSerializer(RegistryClient registry) {
    this.given = Optional.of(registry);
    this.ids = new SchemaIds(registry, SerdeSettings.from(Map.of()));
  }

  /**
   * @throws org.apache.kafka.common.config.ConfigException when a value is missing or makes no
   *     sense
   */
  @Override
  public void configure(Map<String, ?> configs, boolean isKey) {
    suffix = isKey ? "-key" : "-value";
    confluent = ConfluentSerde.serializer(configs, isKey);
    if (confluent.isEmpty()) {
      RegistryClient registry = given.orElseGet(() -> HttpRegistryClient.from(configs));
      ids = new SchemaIds(registry, SerdeSettings.from(configs));
    }
  }

  /**
   * @throws dev.phleet.schemas.registry.RegistryException when the registry is away or refuses the
   *     schema
   * @throws SerializationException when the record lacks a field that its schema demands
   */
  @Override
  public byte[] serialize(String topic, T event) {
    if (event == null) {
      return null;
    }
    if (confluent.isPresent()) {
      return confluent.get().serialize(topic, event);
    }
    if (ids == null) {
      throw new IllegalStateException("AvroSerializer is used before configure() was called.");
    }
    Schema own = event.getSchema();
    String subject = subjects.get(topic);
    if (subject == null) {
      subject = subjects.computeIfAbsent(topic, name -> name + suffix);
    }
    Written written = ids.of(subject, own);
    try {
      DatumWriter<Object> writer = writers.get(event.getClass());
      if (writer == null) {
        writer = writers.computeIfAbsent(event.getClass(), type -> writer(own, type));
      }
      byte[] record = encode(written.id(), writer, own, event);
      return written.schema().isEmpty()
          ? record
          : rewrite(record, own, written.id(), written.schema().get());
    } catch (IOException | RuntimeException e) {
      throw new SerializationException(
          "A record of " + own.getName() + " for topic " + topic + " cannot be written: " + e, e);
    }
  }

  /**
   * Writes with the generated code of the classes that have some, in place of looking up every
   * field by its position.
   */
  private static DatumWriter<Object> writer(Schema own, Class<?> type) {
    SpecificData model = new SpecificData(type.getClassLoader());
    SpecificData.getForClass(type).getConversions().forEach(model::addLogicalTypeConversion);
    model.setCustomCoders(true);
    return new SpecificDatumWriter<>(own, model);
  }

  private byte[] encode(int id, DatumWriter<Object> writer, Schema own, T event)
      throws IOException {
    try {
      return encode(id, writer, event);
    } catch (RuntimeException unnamed) {
      // Generated code does not say which field it was; the slower way does.
      SpecificData model = SpecificData.getForClass(event.getClass());
      return encode(id, new SpecificDatumWriter<>(own, model), event);
    }
  }

  private byte[] encode(int id, DatumWriter<Object> writer, Object value) throws IOException {
    Scratch scratch = scratches.get();
    scratch.begin();
    scratch.out.write(MAGIC);
    for (int shift = Integer.SIZE - Byte.SIZE; shift >= 0; shift -= Byte.SIZE) {
      scratch.out.write(id >>> shift);
    }
    writer.write(value, scratch.encoder);
    return scratch.end();
  }

  /** The same record with another schema, which has to be able to read it. */
  private byte[] rewrite(byte[] record, Schema own, int id, Schema other) throws IOException {
    BinaryDecoder decoder =
        DecoderFactory.get().binaryDecoder(record, HEADER, record.length - HEADER, null);
    Object value = new GenericDatumReader<>(own, other).read(null, decoder);
    return encode(id, new GenericDatumWriter<>(other), value);
  }

  @Override
  public void close() {
    confluent.ifPresent(Serializer::close);
  }
}
