package dev.phleet.lab.registry;

import com.fasterxml.jackson.core.JsonProcessingException;
import java.util.List;
import java.util.Optional;
import java.util.function.BiFunction;
import org.apache.avro.AvroRuntimeException;
import org.apache.avro.Schema;

/** Turns text into schemas, with everything they refer to. */
final class SchemaReader {
  private static final int DEEPEST_REFERENCE = 32;
  private final BiFunction<String, Integer, Optional<SchemaVersion>> registered;

  /**
   * @param registered what is registered under a subject and a version
   */
  SchemaReader(BiFunction<String, Integer, Optional<SchemaVersion>> registered) {
    this.registered = registered;
  }

  /**
   * Reads one schema.
   *
   * @param text Avro in JSON
   * @param references what it uses by name
   * @return the schema
   * @throws RegistryError 42201 when it is none
   */
  SchemaText read(String text, List<Reference> references) {
    try {
      Schema.Parser parser = new Schema.Parser();
      parseReferences(parser, references, 0);
      Schema schema = parser.parse(text);
      return new SchemaText(canonical(text, references, schema), List.copyOf(references), schema);
    } catch (AvroRuntimeException | StackOverflowError e) {
      throw RegistryError.invalidSchema(String.valueOf(e.getMessage()));
    }
  }

  /**
   * Avro's own form would write the types of the references out, and then nobody could read both.
   */
  private static String canonical(String text, List<Reference> references, Schema schema) {
    try {
      return references.isEmpty() ? schema.toString() : StoredRecord.JSON.readTree(text).toString();
    } catch (JsonProcessingException e) {
      throw RegistryError.invalidSchema(e.getOriginalMessage());
    }
  }

  SchemaText read(SchemaVersion version) {
    return read(version.schema(), version.references());
  }

  private void parseReferences(Schema.Parser parser, List<Reference> references, int depth) {
    if (depth > DEEPEST_REFERENCE) {
      throw RegistryError.invalidSchema("references nest too deep");
    }
    for (Reference reference : references) {
      SchemaVersion version =
          registered
              .apply(reference.subject(), reference.version())
              .orElseThrow(
                  () ->
                      RegistryError.invalidSchema(
                          "no version %d of subject %s, which it refers to"
                              .formatted(reference.version(), reference.subject())));
      if (!parser.getTypes().containsKey(reference.name())) {
        parseReferences(parser, version.references(), depth + 1);
        var unused = parser.parse(version.schema());
      }
    }
  }
}
