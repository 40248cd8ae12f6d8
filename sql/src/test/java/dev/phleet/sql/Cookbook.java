package dev.phleet.sql;

import dev.phleet.schemas.Topic;
import dev.phleet.sql.table.Column;
import dev.phleet.sql.table.EventTable;
import dev.phleet.sql.table.EventTables;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.avro.Schema;
import org.apache.avro.specific.SpecificData;

/** The parts of docs/sql.md that are made from the schemas and from the files in ksql/. */
final class Cookbook {
  static final Path PAGE = Path.of("..", "docs", "sql.md");
  private static final Path QUESTIONS = Path.of("..", "ksql", "questions");

  private Cookbook() {}

  /** The page with its parts made anew. */
  static String made(String page) throws IOException {
    String withTables = part(page, "tables", tables());
    return part(part(withTables, "columns", columns()), "questions", questions());
  }

  private static String part(String page, String name, String text) {
    String begin = "<!-- " + name + ": made by Cookbook -->\n";
    String end = "<!-- end of " + name + " -->\n";
    int from = page.indexOf(begin) + begin.length();
    return page.substring(0, from) + "\n" + text + "\n" + page.substring(page.indexOf(end, from));
  }

  private static String tables() {
    StringBuilder text =
        new StringBuilder("| table | rows | key | event time |\n|---|---|---|---|\n");
    for (EventTable table : EventTables.all()) {
      text.append(
          "| `%s` | %s | %s | %s |\n"
              .formatted(
                  table.name(),
                  table.kind().rows(),
                  table.topic().key(),
                  table.eventTime().map(time -> "`" + time + "`").orElse("")));
    }
    return text.toString();
  }

  private static String columns() {
    Map<String, Schema> records = new LinkedHashMap<>();
    StringBuilder text = new StringBuilder();
    Topic<?> before = null;
    for (EventTable table : EventTables.all()) {
      if (table.topic().equals(before)) {
        continue;
      }
      before = table.topic();
      text.append("### `%s`\n\n".formatted(table.name()));
      text.append("| column | type | |\n|---|---|---|\n");
      for (Column column : table.columns()) {
        text.append(row(table, column, records));
      }
      text.append('\n');
    }
    text.append("### Rows inside of rows\n\n| type | fields |\n|---|---|\n");
    List<String> lines = new ArrayList<>();
    for (Schema record : List.copyOf(records.values())) {
      lines.add(structure(record, records));
    }
    text.append(String.join("", lines));
    return text.toString();
  }

  /** Empty for what every table has, and for the exact form of a time. */
  private static String row(EventTable table, Column column, Map<String, Schema> records) {
    if (column.name().startsWith("record_") || column.name().endsWith("_us")) {
      return "";
    }
    boolean exact = table.columns().stream().anyMatch(c -> c.name().equals(column.name() + "_us"));
    return "| `%s` | %s | %s |\n"
        .formatted(
            exact ? column.name() + "`, `" + column.name() + "_us" : column.name(),
            type(table, column, records).replace("<", "&lt;"),
            column.doc().replace("<", "&lt;"));
  }

  private static String structure(Schema record, Map<String, Schema> records) {
    return "| %s | %s |\n"
        .formatted(
            record.getName(),
            record.getFields().stream()
                .map(
                    field ->
                        "`"
                            + (isTime(field.schema()) ? field.name() + "_us" : field.name())
                            + "` "
                            + type(field.schema(), records).replace("<", "&lt;"))
                .collect(Collectors.joining(", ")));
  }

  private static boolean isTime(Schema schema) {
    return present(schema).getLogicalType() != null;
  }

  private static String type(EventTable table, Column column, Map<String, Schema> records) {
    if (table.readerSchema().isPresent() && column.source().isEmpty()) {
      Schema schema = SpecificData.get().getSchema(table.topic().valueType());
      Schema.Field field = schema.getField(column.name());
      if (field != null) {
        return type(field.schema(), records);
      }
    }
    return column.type().replace(" NOT NULL", "");
  }

  private static String type(Schema schema, Map<String, Schema> records) {
    Schema type = present(schema);
    return switch (type.getType()) {
      case RECORD -> {
        records.put(type.getName(), type);
        // So that what is in it is known before the list is made.
        type.getFields().forEach(field -> type(field.schema(), records));
        yield type.getName();
      }
      case ARRAY -> "ARRAY<" + type(type.getElementType(), records) + ">";
      case MAP -> "MAP<STRING, " + type(type.getValueType(), records) + ">";
      case ENUM -> "STRING: " + String.join(", ", type.getEnumSymbols());
      case INT -> "INT";
      case LONG -> "BIGINT";
      default -> type.getType().toString();
    };
  }

  private static Schema present(Schema schema) {
    return schema.isUnion()
        ? schema.getTypes().stream()
            .filter(type -> type.getType() != Schema.Type.NULL)
            .findFirst()
            .orElseThrow()
        : schema;
  }

  private static String questions() throws IOException {
    StringBuilder text = new StringBuilder();
    try (Stream<Path> files = Files.list(QUESTIONS)) {
      for (Path file : files.filter(f -> f.toString().endsWith(".flink.sql")).sorted().toList()) {
        Path ksql = file.resolveSibling(file.getFileName().toString().replace(".flink.", ".ksql."));
        text.append(question(Files.readString(file), Files.readString(ksql))).append('\n');
      }
    }
    return text.toString();
  }

  private static String question(String flink, String ksql) {
    List<String> words = comments(flink);
    List<String> more = comments(ksql);
    String note = String.join(" ", more.subList(1, more.size()));
    return """
        ### %s

        %s

        ```sql
        %s```

        In ksqlDB%s

        ```sql
        %s```
        """
        .formatted(
            words.get(0),
            String.join(" ", words.subList(1, words.size())),
            statement(flink),
            note.isEmpty() ? ":" : " (" + note.replaceFirst("\\.$", "") + "):",
            statement(ksql));
  }

  private static List<String> comments(String file) {
    return file.lines()
        .takeWhile(line -> line.startsWith("--"))
        .map(line -> line.substring(2).strip())
        .toList();
  }

  private static String statement(String file) {
    return file.lines()
        .dropWhile(line -> line.startsWith("--"))
        .map(line -> line + "\n")
        .collect(Collectors.joining());
  }
}
