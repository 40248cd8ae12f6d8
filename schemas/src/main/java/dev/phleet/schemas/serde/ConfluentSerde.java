package dev.phleet.schemas.serde;

import dev.phleet.schemas.event.Host;
import dev.phleet.schemas.registry.RegistryUnavailableException;
import dev.phleet.schemas.serde.UnreadableRecordException.Reason;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import javax.net.ssl.SSLException;
import org.apache.avro.util.ClassSecurityValidator;
import org.apache.avro.util.ClassSecurityValidator.ClassSecurityPredicate;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.config.ConfigException;
import org.apache.kafka.common.errors.SerializationException;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.serialization.Deserializer;
import org.apache.kafka.common.serialization.Serializer;

/**
 * Confluent's own classes in place of ours, for those who have them on the class path: {@code
 * phleet.serde=confluent}. They are not on Maven Central, so they are loaded by name.
 */
final class ConfluentSerde {

  /** {@code phleet} (ours, the default) or {@code confluent}. */
  static final String CHOICE = "phleet.serde";

  /** Class names, for those who have Confluent's classes under other names. */
  static final String SERIALIZER = "phleet.serde.confluent.serializer";

  static final String DESERIALIZER = "phleet.serde.confluent.deserializer";

  private ConfluentSerde() {}

  static Optional<Serializer<Object>> serializer(Map<String, ?> configs, boolean isKey) {
    if (!chosen(configs)) {
      return Optional.empty();
    }
    @SuppressWarnings("unchecked") // Confluent's serializer takes any object.
    Serializer<Object> serializer =
        (Serializer<Object>)
            load(configs, SERIALIZER, "io.confluent.kafka.serializers.KafkaAvroSerializer");
    serializer.configure(configs, isKey);
    return Optional.of(serializer);
  }

  static Optional<Deserializer<Object>> deserializer(Map<String, ?> configs, boolean isKey) {
    if (!chosen(configs)) {
      return Optional.empty();
    }
    trustEvents();
    Map<String, Object> own = new HashMap<>(configs);
    own.putIfAbsent("specific.avro.reader", true);
    @SuppressWarnings("unchecked") // Confluent's deserializer returns any object.
    Deserializer<Object> deserializer =
        (Deserializer<Object>)
            load(configs, DESERIALIZER, "io.confluent.kafka.serializers.KafkaAvroDeserializer");
    deserializer.configure(own, isKey);
    return Optional.of(translating(deserializer));
  }

  /**
   * Confluent's class leaves it to Avro to make events by their names, which Avro refuses (see
   * {@link EventModel}); the only remedy is Avro's setting for the whole JVM.
   */
  private static void trustEvents() {
    ClassSecurityPredicate present = ClassSecurityValidator.getGlobal();
    if (!present.isTrusted(Host.class)) {
      String events = Host.class.getPackageName();
      ClassSecurityValidator.setGlobal(
          ClassSecurityValidator.composite(present, type -> type.getPackageName().equals(events)));
    }
  }

  /** Confluent tells a bad record from an absent registry only by the cause. */
  private static Deserializer<Object> translating(Deserializer<Object> confluent) {
    return new Deserializer<>() {
      @Override
      public Object deserialize(String topic, byte[] bytes) {
        try {
          return confluent.deserialize(topic, bytes);
        } catch (SerializationException | TimeoutException e) {
          throw translated(e);
        }
      }

      @Override
      public void close() {
        confluent.close();
      }
    };
  }

  private static SerializationException translated(KafkaException failure) {
    Throwable cause = failure.getCause();
    String text = cause == null ? failure.toString() : cause.toString();
    boolean rest = text.contains("RestClientException");
    if (rest && text.endsWith("error code: 40403")) {
      return new UnreadableRecordException(
          Reason.UNKNOWN_SCHEMA, "The registry does not have the record's schema.", failure);
    }
    if (rest
        || failure instanceof TimeoutException
        || cause instanceof SocketException
        || cause instanceof SocketTimeoutException
        || cause instanceof UnknownHostException
        || cause instanceof SSLException) {
      return new RegistryUnavailableException(
          "The schema registry cannot be asked (" + text + "): check that it runs.", failure);
    }
    return new UnreadableRecordException(
        Reason.MALFORMED, "Confluent's deserializer refused the record: " + text, failure);
  }

  private static boolean chosen(Map<String, ?> configs) {
    Object choice = configs.get(CHOICE);
    if (choice == null || choice.equals("phleet")) {
      return false;
    }
    if (choice.equals("confluent")) {
      return true;
    }
    throw new ConfigException(CHOICE, choice, "It must be phleet or confluent.");
  }

  private static Object load(Map<String, ?> configs, String key, String otherwise) {
    Object configured = configs.get(key);
    String name = configured == null ? otherwise : configured.toString();
    try {
      return Class.forName(name).getDeclaredConstructor().newInstance();
    } catch (ReflectiveOperationException | LinkageError e) {
      throw new ConfigException(
          CHOICE
              + " is confluent, but "
              + name
              + " cannot be loaded ("
              + e
              + "): put Confluent's kafka-avro-serializer on the class path (Maven profile"
              + " confluent), or remove "
              + CHOICE
              + ".");
    }
  }
}
