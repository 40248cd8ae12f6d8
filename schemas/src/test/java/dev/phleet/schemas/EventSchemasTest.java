package dev.phleet.schemas;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.avro.LogicalType;
import org.apache.avro.Schema;
import org.apache.avro.specific.SpecificData;
import org.junit.jupiter.api.Test;

/** What holds for every schema, present and to come. */
class EventSchemasTest {

  private static final Path SOURCES = Path.of("src", "main", "avro");

  private static List<Schema> events() {
    return SampleEvents.types().stream()
        .map(type -> SpecificData.getForClass(type).getSchema(type))
        .toList();
  }

  /** Every record and enum, once. */
  private static Map<String, Schema> named() {
    Map<String, Schema> found = new LinkedHashMap<>();
    events().forEach(schema -> collect(schema, found));
    return found;
  }

  private static void collect(Schema schema, Map<String, Schema> found) {
    switch (schema.getType()) {
      case RECORD -> {
        if (found.put(schema.getFullName(), schema) == null) {
          schema.getFields().forEach(field -> collect(field.schema(), found));
        }
      }
      case ENUM, FIXED -> found.put(schema.getFullName(), schema);
      case ARRAY -> collect(schema.getElementType(), found);
      case MAP -> collect(schema.getValueType(), found);
      case UNION -> schema.getTypes().forEach(branch -> collect(branch, found));
      default -> {
        // Has no name.
      }
    }
  }

  private static boolean isTime(Schema schema) {
    if (schema.getType() == Schema.Type.UNION) {
      return schema.getTypes().stream().anyMatch(EventSchemasTest::isTime);
    }
    LogicalType type = schema.getLogicalType();
    return type != null && type.getName().equals("timestamp-micros");
  }

  @Test
  void shouldHaveATopicForEveryEventAndAnEventForEveryTopic() throws IOException {
    List<String> files;
    try (Stream<Path> paths = Files.list(SOURCES)) {
      files =
          paths
              .filter(Files::isRegularFile)
              .map(path -> path.getFileName().toString().replace(".avsc", ""))
              .toList();
    }
    assertThat(events().stream().map(Schema::getName)).containsExactlyInAnyOrderElementsOf(files);
    assertThat(Topics.all()).hasSize(files.size() + 1).contains(Topics.DEAD_LETTERS);
  }

  @Test
  void shouldUseEverySharedType() throws IOException {
    try (Stream<Path> paths = Files.list(SOURCES.resolve("shared"))) {
      assertThat(paths.map(path -> path.getFileName().toString().replace(".avsc", "")))
          .allMatch(name -> named().containsKey("dev.phleet.schemas.event." + name));
    }
  }

  @Test
  void shouldDocumentEveryRecordEnumAndField() {
    List<String> without = new ArrayList<>();
    for (Schema schema : named().values()) {
      if (schema.getDoc() == null || schema.getDoc().isBlank()) {
        without.add(schema.getName());
      }
      if (schema.getType() == Schema.Type.RECORD) {
        schema.getFields().stream()
            .filter(field -> field.doc() == null || field.doc().isBlank())
            .forEach(field -> without.add(schema.getName() + "." + field.name()));
      }
    }
    assertThat(without).isEmpty();
  }

  @Test
  void shouldSayTheUnitOfEveryTime() {
    for (Schema schema : named().values()) {
      if (schema.getType() == Schema.Type.RECORD) {
        assertThat(schema.getFields())
            .filteredOn(field -> isTime(field.schema()))
            .allSatisfy(field -> assertThat(field.doc()).contains("microseconds"));
      }
    }
  }

  @Test
  void shouldGiveEveryEnumADefaultSoThatOldReadersSurviveNewSymbols() {
    assertThat(named().values())
        .filteredOn(schema -> schema.getType() == Schema.Type.ENUM)
        .isNotEmpty()
        .allSatisfy(schema -> assertThat(schema.getEnumDefault()).isNotNull());
  }

  @Test
  void shouldExplainEverySymbolOfTheRulesAndReasons() {
    for (String name : List.of("IncidentType", "StateReason")) {
      Schema schema = named().get("dev.phleet.schemas.event." + name);
      assertThat(schema.getEnumSymbols())
          .allSatisfy(symbol -> assertThat(schema.getDoc()).contains(symbol));
    }
  }
}
