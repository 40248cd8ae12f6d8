package dev.phleet.schemas;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.apache.avro.Schema;
import org.apache.avro.specific.SpecificData;
import org.apache.avro.specific.SpecificRecord;

/**
 * Random events of every type, the same for the same seed: every field filled according to its
 * schema, with the extremes of numbers, empty and long texts, and both sides of what may be null.
 */
public final class SampleEvents {

  private static final List<String> TEXTS =
      List.of("", "a", "sha256:00ff", "/usr/sbin/nginx", "Grüße", "\u0000", "日本語", "𝄞 clef");
  private static final int MOST_ITEMS = 9;

  private final Random random;

  /**
   * @param seed the same seed gives the same events
   */
  public SampleEvents(long seed) {
    this.random = new Random(seed);
  }

  /** The classes of all events. */
  public static List<Class<? extends SpecificRecord>> types() {
    List<Class<? extends SpecificRecord>> types = new ArrayList<>();
    for (Topic<?> topic : Topics.all()) {
      if (SpecificRecord.class.isAssignableFrom(topic.valueType())) {
        types.add(topic.valueType().asSubclass(SpecificRecord.class));
      }
    }
    return types;
  }

  /** The next event of a type. */
  public <T extends SpecificRecord> T next(Class<T> type) {
    return type.cast(record(SpecificData.getForClass(type).getSchema(type)));
  }

  private SpecificRecord record(Schema schema) {
    SpecificRecord record = (SpecificRecord) SpecificData.newInstance(classOf(schema), schema);
    for (Schema.Field field : schema.getFields()) {
      record.put(field.pos(), value(field.schema()));
    }
    return record;
  }

  private Object value(Schema schema) {
    return switch (schema.getType()) {
      case RECORD -> record(schema);
      case ENUM -> symbol(schema);
      case STRING -> text();
      case INT -> (int) number();
      case LONG -> schema.getLogicalType() == null ? (Object) number() : instant();
      case BOOLEAN -> random.nextBoolean();
      case ARRAY -> array(schema.getElementType());
      case MAP -> map(schema.getValueType());
      case UNION -> value(schema.getTypes().get(random.nextInt(schema.getTypes().size())));
      case NULL -> null;
      default -> throw new IllegalArgumentException("No sample for " + schema);
    };
  }

  private Object symbol(Schema schema) {
    return classOf(schema).getEnumConstants()[random.nextInt(schema.getEnumSymbols().size())];
  }

  private static Class<?> classOf(Schema schema) {
    try {
      return Class.forName(schema.getFullName());
    } catch (ClassNotFoundException e) {
      throw new IllegalArgumentException(e);
    }
  }

  private String text() {
    return random.nextInt(20) == 0
        ? "x".repeat(random.nextInt(5_000))
        : TEXTS.get(random.nextInt(TEXTS.size()));
  }

  private long number() {
    return switch (random.nextInt(4)) {
      case 0 -> random.nextInt(3) - 1;
      case 1 -> random.nextBoolean() ? Integer.MAX_VALUE : Integer.MIN_VALUE;
      case 2 -> random.nextBoolean() ? Long.MAX_VALUE : Long.MIN_VALUE;
      default -> random.nextLong() >>> random.nextInt(64);
    };
  }

  private Instant instant() {
    return Instant.EPOCH.plus(random.nextLong() >> 8, ChronoUnit.MICROS);
  }

  private List<Object> array(Schema items) {
    List<Object> array = new ArrayList<>();
    for (int left = random.nextInt(MOST_ITEMS + 1); left > 0; left--) {
      array.add(value(items));
    }
    return array;
  }

  private Map<String, Object> map(Schema values) {
    Map<String, Object> map = new HashMap<>();
    for (int left = random.nextInt(MOST_ITEMS + 1); left > 0; left--) {
      map.put("key" + left, value(values));
    }
    return map;
  }
}
