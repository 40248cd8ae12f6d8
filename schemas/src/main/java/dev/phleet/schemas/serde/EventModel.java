package dev.phleet.schemas.serde;

import java.util.HashMap;
import java.util.Map;
import org.apache.avro.Conversion;
import org.apache.avro.Schema;
import org.apache.avro.specific.SpecificData;
import org.apache.avro.specific.SpecificRecord;

/**
 * Avro's view of one generated class and of all that it is made of.
 *
 * <p>Since 1.12.2 Avro refuses to make an instance of a class that it found by a name in a schema,
 * unless a system property or a setting of the whole JVM trusts that class. Here the names come
 * from the class's own schema, so nothing in a record can name a class, and no setting is needed.
 */
public final class EventModel extends SpecificData {

  private final Map<String, Class<?>> classes;

  private EventModel(Class<?> type, Map<String, Class<?>> classes) {
    super(type.getClassLoader());
    this.classes = Map.copyOf(classes);
    for (Conversion<?> conversion : SpecificData.getForClass(type).getConversions()) {
      addLogicalTypeConversion(conversion);
    }
  }

  /**
   * The model of a generated class.
   *
   * @throws IllegalArgumentException when the class is not one that Avro generated
   */
  public static EventModel of(Class<? extends SpecificRecord> type) {
    Map<String, Class<?>> classes = new HashMap<>();
    collect(SpecificData.getForClass(type).getSchema(type), type.getClassLoader(), classes);
    return new EventModel(type, classes);
  }

  /**
   * A deep copy of an event. (The generated {@code newBuilder(other)} fails with Avro's refusal
   * described above when a record is inside the record.)
   */
  public static <T extends SpecificRecord> T copy(T event) {
    return of(event.getClass()).deepCopy(event.getSchema(), event);
  }

  @Override
  public Class<?> getClass(Schema schema) {
    boolean named =
        switch (schema.getType()) {
          case RECORD, ENUM, FIXED -> true;
          default -> false;
        };
    return named ? classes.get(schema.getFullName()) : super.getClass(schema);
  }

  private static void collect(Schema schema, ClassLoader loader, Map<String, Class<?>> classes) {
    switch (schema.getType()) {
      case RECORD -> {
        if (add(schema, loader, classes)) {
          schema.getFields().forEach(field -> collect(field.schema(), loader, classes));
        }
      }
      case ENUM, FIXED -> add(schema, loader, classes);
      case ARRAY -> collect(schema.getElementType(), loader, classes);
      case MAP -> collect(schema.getValueType(), loader, classes);
      case UNION -> schema.getTypes().forEach(branch -> collect(branch, loader, classes));
      default -> {
        // Has no class of its own.
      }
    }
  }

  private static boolean add(Schema schema, ClassLoader loader, Map<String, Class<?>> classes) {
    String name = SpecificData.getClassName(schema);
    try {
      return classes.put(schema.getFullName(), Class.forName(name, true, loader)) == null;
    } catch (ClassNotFoundException e) {
      throw new IllegalArgumentException(name + " is in a schema but not on the class path.", e);
    }
  }
}
