package dev.phleet.analyzer.topology;

import dev.phleet.schemas.registry.RegisteredSchema;
import dev.phleet.schemas.registry.RegistryClient;
import dev.phleet.schemas.registry.RegistryUnavailableException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.avro.Schema;

/** A registry in this process, which can be away for some requests. */
final class InMemoryRegistryClient implements RegistryClient {
  private final List<Schema> schemas = new ArrayList<>();
  private int failures;

  /** The next requests for a schema fail, as if nobody answered. */
  void beAwayFor(int requests) {
    failures = requests;
  }

  @Override
  public int register(String subject, Schema schema) {
    if (!schemas.contains(schema)) {
      schemas.add(schema);
    }
    return schemas.indexOf(schema) + 1;
  }

  @Override
  public Optional<Integer> find(String subject, Schema schema) {
    return schemas.contains(schema) ? Optional.of(schemas.indexOf(schema) + 1) : Optional.empty();
  }

  @Override
  public Optional<RegisteredSchema> latest(String subject) {
    return Optional.empty();
  }

  @Override
  public Optional<Schema> schema(int id) {
    if (failures > 0) {
      failures--;
      throw new RegistryUnavailableException("nobody answers", null);
    }
    return id >= 1 && id <= schemas.size() ? Optional.of(schemas.get(id - 1)) : Optional.empty();
  }

  @Override
  public Optional<String> compatibility(String subject) {
    return Optional.of("BACKWARD_TRANSITIVE");
  }

  @Override
  public void setCompatibility(String subject, String level) {
    throw new UnsupportedOperationException("no test needs this");
  }
}
