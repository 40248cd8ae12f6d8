package dev.phleet.schemas.serde;

import dev.phleet.schemas.Topic;
import dev.phleet.schemas.Topics;
import java.util.Map;
import java.util.Optional;
import org.apache.avro.Schema;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.common.config.ConfigException;

/** As which class a record is read, given the schema that it was written with. */
@FunctionalInterface
interface ReaderTypes<T extends SpecificRecord> {

  /** The class; empty when there is none. */
  Optional<Class<? extends T>> forWriter(Schema writer);

  /** Always the same class. */
  static <T extends SpecificRecord> ReaderTypes<T> always(Class<T> type) {
    return writer -> Optional.of(type);
  }

  /**
   * What Confluent's {@code specific.avro.value.type} (or key) says; without it, whichever event of
   * phleet has the name of the writer's schema. A name out of a record never loads a class.
   */
  static ReaderTypes<SpecificRecord> from(Map<String, ?> configs, boolean isKey) {
    String key = isKey ? "specific.avro.key.type" : "specific.avro.value.type";
    Object type = configs.get(key);
    if (type == null) {
      return ReaderTypes::eventNamed;
    }
    try {
      Class<?> loaded =
          type instanceof Class<?> given
              ? given
              : Class.forName(type.toString(), true, ReaderTypes.class.getClassLoader());
      Class<? extends SpecificRecord> record = loaded.asSubclass(SpecificRecord.class);
      return writer -> Optional.of(record);
    } catch (ClassNotFoundException | ClassCastException e) {
      throw new ConfigException(key, type, "It must be a generated Avro class: " + e);
    }
  }

  private static Optional<Class<? extends SpecificRecord>> eventNamed(Schema writer) {
    return Topics.all().stream()
        .<Class<?>>map(Topic::valueType)
        .filter(SpecificRecord.class::isAssignableFrom)
        .filter(type -> type.getName().equals(writer.getFullName()))
        .<Class<? extends SpecificRecord>>map(type -> type.asSubclass(SpecificRecord.class))
        .findFirst();
  }
}
