package dev.phleet.sql.table;

import java.util.stream.Collectors;
import org.apache.avro.Schema;

/** Flink's names of Avro's types, exactly as Flink's own Avro format would translate them. */
final class FlinkType {
  private FlinkType() {}

  /** The type, without NOT NULL. */
  static String of(Schema schema) {
    return switch (schema.getType()) {
      case STRING, ENUM -> "STRING";
      case INT -> "INT";
      case LONG -> "BIGINT";
      case BOOLEAN -> "BOOLEAN";
      case FLOAT -> "FLOAT";
      case DOUBLE -> "DOUBLE";
      case BYTES -> "BYTES";
      case ARRAY -> "ARRAY<" + inside(schema.getElementType()) + ">";
      case MAP -> "MAP<STRING NOT NULL, " + inside(schema.getValueType()) + ">";
      case RECORD ->
          schema.getFields().stream()
              .map(field -> Sql.identifier(field.name()) + " " + inside(field.schema()))
              .collect(Collectors.joining(", ", "ROW<", ">"));
      case UNION -> of(present(schema));
      default -> throw new IllegalArgumentException("no SQL type for " + schema);
    };
  }

  private static String inside(Schema schema) {
    return schema.isUnion() ? of(schema) : of(schema) + " NOT NULL";
  }

  /** What a union of null and something else is when it is not null. */
  static Schema present(Schema union) {
    return union.getTypes().stream()
        .filter(type -> type.getType() != Schema.Type.NULL)
        .findFirst()
        .orElseThrow();
  }
}
