package dev.phleet.schemas;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.apache.avro.SchemaParser;
import org.apache.avro.specific.SpecificData;
import org.apache.avro.specific.SpecificRecord;

/**
 * Writes the schemas of today, each self-contained, into the folder given: what a release leaves
 * behind for {@link ReleasedSchemasTest}.
 */
final class SchemaRelease {
  private static final ObjectMapper MAPPER =
      new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT);

  private SchemaRelease() {}

  public static void main(String[] args) throws IOException {
    Path folder = Files.createDirectories(Path.of(args[0]));
    for (Class<? extends SpecificRecord> type : SampleEvents.types()) {
      Path file = folder.resolve(type.getSimpleName() + ".avsc");
      Files.writeString(file, text(type));
    }
  }

  /** What the file of an event holds. */
  static String text(Class<? extends SpecificRecord> type) throws IOException {
    return MAPPER.writeValueAsString(clean(type)) + "\n";
  }

  /** The schema of an event as it is published: self-contained, without what concerns only Java. */
  static JsonNode clean(Class<? extends SpecificRecord> type) throws IOException {
    JsonNode json = MAPPER.readTree(SpecificData.getForClass(type).getSchema(type).toString());
    removeJavaProperties(json);
    // Through Avro once more, which writes {"type":"string"} as "string".
    return MAPPER.readTree(new SchemaParser().parse(json.toString()).mainSchema().toString());
  }

  private static void removeJavaProperties(JsonNode json) {
    if (json instanceof ObjectNode object) {
      object.remove("avro.java.string");
    }
    json.forEach(SchemaRelease::removeJavaProperties);
  }
}
