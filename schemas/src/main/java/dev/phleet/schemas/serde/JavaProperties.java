package dev.phleet.schemas.serde;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import org.apache.avro.Schema;
import org.apache.avro.SchemaParser;

/** What the generated classes add to a schema for Avro's Java library alone. */
final class JavaProperties {

  private JavaProperties() {}

  /** The same schema without {@code avro.java.string}. */
  static Schema removedFrom(Schema schema) {
    try {
      JsonNode json = new ObjectMapper().readTree(schema.toString());
      remove(json);
      return new SchemaParser().parse(json.toString()).mainSchema();
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("Avro printed a schema that is not JSON", e);
    }
  }

  private static void remove(JsonNode json) {
    if (json instanceof ObjectNode object) {
      object.remove("avro.java.string");
    }
    json.forEach(JavaProperties::remove);
  }
}
