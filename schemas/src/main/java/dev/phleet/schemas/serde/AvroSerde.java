package dev.phleet.schemas.serde;

import dev.phleet.schemas.registry.RegistryClient;
import java.util.Map;
import java.util.Optional;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.common.serialization.Deserializer;
import org.apache.kafka.common.serialization.Serde;
import org.apache.kafka.common.serialization.Serializer;

/**
 * {@link AvroSerializer} and {@link AvroDeserializer} of a class.
 *
 * @param <T> class of the records
 */
public final class AvroSerde<T extends SpecificRecord> implements Serde<T> {

  private final AvroSerializer<T> serializer;
  private final AvroDeserializer<T> deserializer;

  /**
   * To be followed by {@link #configure}.
   *
   * @param type class of the records
   */
  public AvroSerde(Class<T> type) {
    this(type, ReaderMaker.ordinary());
  }

  /**
   * To be followed by {@link #configure}.
   *
   * @param type class of the records
   * @param maker makes what reads them, unless Confluent's classes do
   */
  public AvroSerde(Class<T> type, ReaderMaker<T> maker) {
    this.serializer = new AvroSerializer<>();
    this.deserializer = new AvroDeserializer<>(type, Optional.empty(), maker);
  }

  /**
   * For values, ready for use; {@link #configure} may be called or not.
   *
   * @param type class of the records
   * @param registry the registry to use, whatever the configuration says
   */
  public AvroSerde(Class<T> type, RegistryClient registry) {
    this(type, registry, ReaderMaker.ordinary());
  }

  /**
   * For values, ready for use; {@link #configure} may be called or not.
   *
   * @param type class of the records
   * @param registry the registry to use, whatever the configuration says
   * @param maker makes what reads them, unless Confluent's classes do
   */
  public AvroSerde(Class<T> type, RegistryClient registry, ReaderMaker<T> maker) {
    this.serializer = new AvroSerializer<>(registry);
    this.deserializer = new AvroDeserializer<>(type, Optional.of(registry), maker);
  }

  /**
   * A serde for values, ready for use.
   *
   * @param type class of the records
   * @param configs configuration of a Kafka client; keys of others are left alone
   * @throws org.apache.kafka.common.config.ConfigException when a value is missing or makes no
   *     sense
   */
  public static <T extends SpecificRecord> AvroSerde<T> of(Class<T> type, Map<String, ?> configs) {
    AvroSerde<T> serde = new AvroSerde<>(type);
    serde.configure(configs, false);
    return serde;
  }

  @Override
  public void configure(Map<String, ?> configs, boolean isKey) {
    serializer.configure(configs, isKey);
    deserializer.configure(configs, isKey);
  }

  @Override
  public Serializer<T> serializer() {
    return serializer;
  }

  @Override
  public Deserializer<T> deserializer() {
    return deserializer;
  }

  @Override
  public void close() {
    serializer.close();
    deserializer.close();
  }
}
