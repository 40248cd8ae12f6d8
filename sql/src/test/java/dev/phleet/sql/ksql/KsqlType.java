package dev.phleet.sql.ksql;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.apache.avro.Schema;

/** A type of ksqlDB's, as it makes them of Avro's. */
sealed interface KsqlType {
  /**
   * No parts.
   *
   * @param name ksqlDB's name
   * @param symbols what a text that was an enum may be; empty for any text
   */
  record Scalar(String name, List<String> symbols) implements KsqlType {
    boolean isNumber() {
      return name.equals("INT") || name.equals("BIGINT");
    }
  }

  /** Several of a type. */
  record Array(KsqlType element) implements KsqlType {}

  /** By text. */
  record ByText(KsqlType value) implements KsqlType {}

  /** Fields by their names in capitals. */
  record Struct(Map<String, KsqlType> fields) implements KsqlType {}

  Scalar VARCHAR = new Scalar("VARCHAR", List.of());
  Scalar INT = new Scalar("INT", List.of());
  Scalar BIGINT = new Scalar("BIGINT", List.of());
  Scalar BOOLEAN = new Scalar("BOOLEAN", List.of());
  Scalar TIMESTAMP = new Scalar("TIMESTAMP", List.of());
  Scalar BYTES = new Scalar("BYTES", List.of());

  /** What ksqlDB infers; a time in microseconds is a plain number to it. */
  static KsqlType of(Schema schema) {
    return switch (schema.getType()) {
      case STRING -> VARCHAR;
      case ENUM -> new Scalar("VARCHAR", schema.getEnumSymbols());
      case INT -> INT;
      case LONG -> BIGINT;
      case BOOLEAN -> BOOLEAN;
      case ARRAY -> new Array(of(schema.getElementType()));
      case MAP -> new ByText(of(schema.getValueType()));
      case RECORD -> {
        Map<String, KsqlType> fields = new LinkedHashMap<>();
        schema
            .getFields()
            .forEach(f -> fields.put(f.name().toUpperCase(Locale.ROOT), of(f.schema())));
        yield new Struct(fields);
      }
      case UNION ->
          of(
              schema.getTypes().stream()
                  .filter(type -> type.getType() != Schema.Type.NULL)
                  .findFirst()
                  .orElseThrow());
      default -> throw new IllegalArgumentException("no type for " + schema);
    };
  }

  /** The type that a name in a statement means. */
  static Optional<Scalar> named(String name) {
    return switch (name) {
      case "VARCHAR", "STRING" -> Optional.of(VARCHAR);
      case "BYTES" -> Optional.of(BYTES);
      case "BIGINT" -> Optional.of(BIGINT);
      case "INT", "INTEGER" -> Optional.of(INT);
      default -> Optional.empty();
    };
  }
}
