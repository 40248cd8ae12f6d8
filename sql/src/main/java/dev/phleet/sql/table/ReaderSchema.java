package dev.phleet.sql.table;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.avro.JsonProperties;
import org.apache.avro.LogicalTypes;
import org.apache.avro.Schema;

/**
 * The schema with which Flink reads a topic. It is that of the event, but
 *
 * <ul>
 *   <li>times are plain numbers, and say so in their names ({@code time} is read as {@code
 *       time_us}): Flink would take microseconds for milliseconds;
 *   <li>every field may be null: in the changelog of a compacted topic a deletion has nothing but
 *       its key, and the first element of an empty array has no fields;
 *   <li>a field without a default has null, so that a missing one is no error.
 * </ul>
 */
final class ReaderSchema {
  /** What the name of a number of microseconds ends with. */
  static final String MICROSECONDS = "_us";

  private final Map<String, Schema> records = new HashMap<>();

  private ReaderSchema() {}

  /** The reader's schema of an event. */
  static Schema of(Schema event) {
    return new ReaderSchema().record(event);
  }

  /** Whether a field of an event is a time, perhaps null. */
  static boolean isTime(Schema schema) {
    return schema.isUnion()
        ? schema.getTypes().stream().anyMatch(ReaderSchema::isTime)
        : schema.getLogicalType() instanceof LogicalTypes.TimestampMicros;
  }

  private Schema record(Schema schema) {
    Schema known = records.get(schema.getFullName());
    if (known != null) {
      return known;
    }
    Schema record =
        Schema.createRecord(schema.getName(), null, schema.getNamespace(), schema.isError());
    records.put(schema.getFullName(), record);
    List<Schema.Field> fields = new ArrayList<>();
    for (Schema.Field field : schema.getFields()) {
      fields.add(nullable(field));
    }
    record.setFields(fields);
    return record;
  }

  private Schema.Field nullable(Schema.Field field) {
    Schema type = type(field.schema());
    if (type.isUnion()) {
      return field(field, type, JsonProperties.NULL_VALUE);
    }
    Schema absent = Schema.create(Schema.Type.NULL);
    // The default of a union is of its first type.
    return field.hasDefaultValue()
        ? field(field, Schema.createUnion(type, absent), field.defaultVal())
        : field(field, Schema.createUnion(absent, type), JsonProperties.NULL_VALUE);
  }

  private static Schema.Field field(Schema.Field field, Schema type, Object otherwise) {
    if (!isTime(field.schema())) {
      return new Schema.Field(field.name(), type, null, otherwise);
    }
    Schema.Field time = new Schema.Field(field.name() + MICROSECONDS, type, null, otherwise);
    time.addAlias(field.name());
    return time;
  }

  private Schema type(Schema schema) {
    return switch (schema.getType()) {
      case RECORD -> record(schema);
      case ARRAY -> Schema.createArray(type(schema.getElementType()));
      case MAP -> Schema.createMap(type(schema.getValueType()));
      case UNION -> Schema.createUnion(schema.getTypes().stream().map(this::type).toList());
      case ENUM ->
          Schema.createEnum(
              schema.getName(),
              null,
              schema.getNamespace(),
              schema.getEnumSymbols(),
              schema.getEnumDefault());
      default -> Schema.create(schema.getType());
    };
  }
}
