package dev.phleet.schemas.serde;

import java.util.Locale;
import java.util.Map;
import org.apache.kafka.common.config.ConfigException;

/**
 * Settings of the serde, by Confluent's names.
 *
 * @param autoRegister {@code auto.register.schemas} (true): register a schema that is not there yet
 * @param useLatest {@code use.latest.version} (false): when schemas are not registered here, write
 *     with the newest schema of the subject instead of our own
 * @param removeJavaProperties {@code avro.remove.java.properties} (false): register schemas without
 *     {@code avro.java.string}
 */
record SerdeSettings(boolean autoRegister, boolean useLatest, boolean removeJavaProperties) {

  static SerdeSettings from(Map<String, ?> configs) {
    return new SerdeSettings(
        flag(configs, "auto.register.schemas", true),
        flag(configs, "use.latest.version", false),
        flag(configs, "avro.remove.java.properties", false));
  }

  private static boolean flag(Map<String, ?> configs, String key, boolean otherwise) {
    Object value = configs.get(key);
    if (value == null) {
      return otherwise;
    }
    return switch (value.toString().strip().toLowerCase(Locale.ROOT)) {
      case "true" -> true;
      case "false" -> false;
      default -> throw new ConfigException(key, value, "It must be true or false.");
    };
  }
}
