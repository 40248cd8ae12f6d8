package dev.phleet.schemas.serde;

import dev.phleet.schemas.registry.RegisteredSchema;
import dev.phleet.schemas.registry.RegistryClient;
import dev.phleet.schemas.registry.RegistryRefusedException;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.avro.Schema;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * With which registered schema records of a class are written to a subject; asked once for each.
 */
final class SchemaIds {

  /** What a subject gets with its first schema: today's readers read all that was ever written. */
  static final String COMPATIBILITY = "BACKWARD_TRANSITIVE";

  private static final Logger LOG = LoggerFactory.getLogger(SchemaIds.class);

  private final RegistryClient registry;
  private final SerdeSettings settings;
  private final Map<Key, Written> known = new ConcurrentHashMap<>();

  /** Looked up once a record; what a record generates goes through method handles: slow in C1. */
  private record Key(String subject, Schema schema) {
    @Override
    public boolean equals(Object other) {
      return other instanceof Key key && subject.equals(key.subject) && schema.equals(key.schema);
    }

    @Override
    public int hashCode() {
      return 31 * subject.hashCode() + schema.hashCode();
    }
  }

  /**
   * How a record is written.
   *
   * @param id id of the schema it is written with
   * @param schema that schema, when it is another one than the record's own
   */
  record Written(int id, Optional<Schema> schema) {}

  SchemaIds(RegistryClient registry, SerdeSettings settings) {
    this.registry = registry;
    this.settings = settings;
  }

  /**
   * @throws dev.phleet.schemas.registry.RegistryException when the registry is away or refuses
   */
  Written of(String subject, Schema own) {
    Key key = new Key(subject, own);
    Written written = known.get(key);
    if (written == null) {
      // Two threads may ask at once; the registry gives both the same answer.
      written = ask(subject, own);
      known.put(key, written);
    }
    return written;
  }

  private Written ask(String subject, Schema own) {
    Schema schema = settings.removeJavaProperties() ? JavaProperties.removedFrom(own) : own;
    if (!settings.autoRegister() && settings.useLatest()) {
      return latest(subject, schema);
    }
    Optional<Integer> id = registry.find(subject, schema);
    if (id.isEmpty() && !settings.autoRegister()) {
      throw new RegistryRefusedException(
          "The schema registry does not have this schema of "
              + own.getName()
              + " under subject "
              + subject
              + ", and auto.register.schemas is false: register it first, or set"
              + " auto.register.schemas=true.",
          404,
          40403);
    }
    return new Written(id.orElseGet(() -> registerFirst(subject, schema)), Optional.empty());
  }

  private Written latest(String subject, Schema own) {
    RegisteredSchema latest =
        registry
            .latest(subject)
            .orElseThrow(
                () ->
                    new RegistryRefusedException(
                        "The schema registry does not have the subject "
                            + subject
                            + ", whose newest schema use.latest.version asks for: register a"
                            + " schema first, or set auto.register.schemas=true.",
                        404,
                        40401));
    boolean same = latest.schema().equals(own);
    return new Written(latest.id(), same ? Optional.empty() : Optional.of(latest.schema()));
  }

  private int registerFirst(String subject, Schema schema) {
    try {
      if (registry.compatibility(subject).isEmpty()) {
        registry.setCompatibility(subject, COMPATIBILITY);
      }
    } catch (RegistryRefusedException e) {
      // Some registries let writers register and only administrators configure.
      LOG.warn("Subject {} keeps its compatibility level. {}", subject, e.getMessage());
    }
    return registry.register(subject, schema);
  }
}
