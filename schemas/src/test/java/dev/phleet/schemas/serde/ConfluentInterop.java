package dev.phleet.schemas.serde;

import static org.assertj.core.api.Assertions.assertThat;

import dev.phleet.schemas.SampleEvents;
import dev.phleet.schemas.Topic;
import dev.phleet.schemas.Topics;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.avro.generic.IndexedRecord;
import org.apache.avro.specific.SpecificRecord;
import org.apache.pulsar.kafka.shade.avro.Schema;
import org.apache.pulsar.kafka.shade.avro.generic.GenericData;
import org.apache.pulsar.kafka.shade.io.confluent.kafka.serializers.KafkaAvroDeserializer;
import org.apache.pulsar.kafka.shade.io.confluent.kafka.serializers.KafkaAvroSerializer;

/**
 * Our serde beside Confluent's genuine one, both on the same registry: same ids, same bytes, each
 * reads what the other wrote. For any registry, so that other modules use it too.
 */
public final class ConfluentInterop {

  private static final int SAMPLES = 23;

  private final Map<String, Object> configs;
  private final String prefix;

  /**
   * @param registryUrl base URL of the registry
   * @param prefix topic prefix, for subjects that nobody else uses
   */
  public ConfluentInterop(String registryUrl, String prefix) {
    this.configs = Map.of("schema.registry.url", registryUrl);
    this.prefix = prefix;
  }

  /**
   * Checks a type of event.
   *
   * @param genuineFirst who registers the schema
   */
  public <T extends SpecificRecord> void check(Class<T> type, boolean genuineFirst) {
    String topic = topicOf(type);
    SampleEvents samples = new SampleEvents(type.getName().hashCode());
    try (KafkaAvroSerializer genuineSerializer = new KafkaAvroSerializer();
        KafkaAvroDeserializer genuineDeserializer = new KafkaAvroDeserializer();
        AvroSerde<T> ours = AvroSerde.of(type, configs)) {
      genuineSerializer.configure(configs, false);
      genuineDeserializer.configure(configs, false);
      for (int i = 0; i < SAMPLES; i++) {
        T event = samples.next(type);
        Object copy = copy(event, new Schema.Parser().parse(event.getSchema().toString()));
        byte[] first = genuineFirst ? genuineSerializer.serialize(topic, copy) : null;
        byte[] our = ours.serializer().serialize(topic, event);
        byte[] genuine = genuineFirst ? first : genuineSerializer.serialize(topic, copy);
        assertThat(our).as("our bytes of %s", event).isEqualTo(genuine);
        assertThat(genuineDeserializer.deserialize(topic, our)).isEqualTo(copy);
        assertThat(ours.deserializer().deserialize(topic, genuine)).isEqualTo(event);
      }
    }
  }

  private String topicOf(Class<?> type) {
    return Topics.all().stream()
        .filter(topic -> topic.valueType() == type)
        .map((Topic<?> topic) -> topic.nameWith(prefix))
        .findFirst()
        .orElseThrow();
  }

  /**
   * The event made of the classes of the relocated Avro, field by field and not by way of bytes.
   */
  private static Object copy(Object value, Schema schema) {
    return switch (schema.getType()) {
      case RECORD -> record((IndexedRecord) value, schema);
      case ENUM -> new GenericData.EnumSymbol(schema, value.toString());
      case ARRAY -> array((List<?>) value, schema);
      case MAP -> map((Map<?, ?>) value, schema);
      case UNION ->
          value == null
              ? null
              : copy(
                  value,
                  schema.getTypes().stream()
                      .filter(branch -> branch.getType() != Schema.Type.NULL)
                      .findFirst()
                      .orElseThrow());
      case LONG ->
          value instanceof Instant instant
              ? (Object) (instant.getEpochSecond() * 1_000_000 + instant.getNano() / 1_000)
              : value;
      default -> value;
    };
  }

  private static GenericData.Record record(IndexedRecord value, Schema schema) {
    GenericData.Record copy = new GenericData.Record(schema);
    for (Schema.Field field : schema.getFields()) {
      copy.put(field.pos(), copy(value.get(field.pos()), field.schema()));
    }
    return copy;
  }

  private static List<Object> array(List<?> value, Schema schema) {
    List<Object> copy = new ArrayList<>();
    value.forEach(item -> copy.add(copy(item, schema.getElementType())));
    return copy;
  }

  private static Map<Object, Object> map(Map<?, ?> value, Schema schema) {
    Map<Object, Object> copy = new HashMap<>();
    // The same order of entries as in the source: it is part of the bytes.
    value.forEach((key, item) -> copy.put(key, copy(item, schema.getValueType())));
    return copy;
  }
}
