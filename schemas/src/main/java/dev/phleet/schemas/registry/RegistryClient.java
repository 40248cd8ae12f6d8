package dev.phleet.schemas.registry;

import java.util.Optional;
import org.apache.avro.Schema;

/**
 * What the serde asks of a schema registry. Every method may throw {@link
 * RegistryUnavailableException} (trying again later may help) and {@link RegistryRefusedException}
 * (it will not help). Implementations are thread-safe.
 */
public interface RegistryClient {

  /**
   * Registers a schema, unless the subject has it already.
   *
   * @return the id of the schema in the registry
   */
  int register(String subject, Schema schema);

  /**
   * The id of a schema that the subject has.
   *
   * @return the id; empty when the subject is unknown or does not have the schema
   */
  Optional<Integer> find(String subject, Schema schema);

  /**
   * The newest schema of a subject.
   *
   * @return the schema; empty when the subject is unknown
   */
  Optional<RegisteredSchema> latest(String subject);

  /**
   * The schema with that id.
   *
   * @return the schema; empty when the registry does not know the id, or when it belongs to
   *     something that is not Avro
   */
  Optional<Schema> schema(int id);

  /**
   * The compatibility level set for the subject itself.
   *
   * @return the level, e.g. {@code BACKWARD_TRANSITIVE}; empty when the registry's global level
   *     holds
   */
  Optional<String> compatibility(String subject);

  /**
   * Sets the compatibility level of a subject, which need not exist yet.
   *
   * @param level e.g. {@code BACKWARD_TRANSITIVE}
   */
  void setCompatibility(String subject, String level);
}
