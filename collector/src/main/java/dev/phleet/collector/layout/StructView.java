package dev.phleet.collector.layout;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The Java side's view of one C struct: its fields in order, without holes. Offsets follow from the
 * sizes, so a wrong size shows at every later field.
 *
 * @param name name of the struct
 * @param size bytes
 * @param fields its fields, in order
 */
public record StructView(String name, int size, List<Field> fields) {

  /**
   * One field, or one element of it.
   *
   * @param name name of the field
   * @param offset bytes from the start of the struct
   * @param elementSize bytes of one element; the whole field when it is no array
   * @param count elements of an array; 0 when it is no array
   * @param nested the struct it is, or null
   */
  public record Field(String name, int offset, int elementSize, int count, StructView nested) {
    /** Bytes of the whole field. */
    public int size() {
      return elementSize * Math.max(count, 1);
    }
  }

  /** Starts the view of a struct. */
  public static Builder named(String name) {
    return new Builder(name);
  }

  /**
   * Offset of a field, in bytes.
   *
   * @throws IllegalArgumentException when there is no such field
   */
  public int offset(String field) {
    for (Field candidate : fields) {
      if (candidate.name().equals(field)) {
        return candidate.offset();
      }
    }
    throw new IllegalArgumentException("struct " + name + " has no " + field);
  }

  /**
   * Every leaf as {@code path -> offset+size}, nested structs opened; what is compared with BTF.
   */
  Map<String, String> leaves() {
    Map<String, String> leaves = new LinkedHashMap<>();
    collect("", 0, leaves);
    return leaves;
  }

  private void collect(String prefix, int start, Map<String, String> leaves) {
    for (Field field : fields) {
      String path = prefix + field.name();
      if (field.nested() == null) {
        leaves.put(path, describe(start + field.offset(), field.elementSize(), field.count()));
      } else {
        field.nested().collect(path + ".", start + field.offset(), leaves);
      }
    }
  }

  /** How one leaf is written in a comparison. */
  static String describe(int offset, int elementSize, int count) {
    return "offset " + offset + ", " + elementSize + (count == 0 ? "" : " x " + count) + " bytes";
  }

  /** Collects fields in order. */
  public static final class Builder {
    private final String name;
    private final List<Field> fields = new ArrayList<>();
    private int size;

    private Builder(String name) {
      this.name = name;
    }

    /** Adds __u64 fields. */
    public Builder u64(String... names) {
      return each(8, names);
    }

    /** Adds __u32 fields. */
    public Builder u32(String... names) {
      return each(4, names);
    }

    /** Adds __u16 fields. */
    public Builder u16(String... names) {
      return each(2, names);
    }

    /** Adds __u8 fields. */
    public Builder u8(String... names) {
      return each(1, names);
    }

    /** Adds an array of integers. */
    public Builder array(String field, int elementSize, int count) {
      return add(new Field(field, size, elementSize, count, null));
    }

    /** Adds a struct inside this one. */
    public Builder struct(String field, StructView nested) {
      return add(new Field(field, size, nested.size(), 0, nested));
    }

    /** Ends the view. */
    public StructView build() {
      return new StructView(name, size, List.copyOf(fields));
    }

    private Builder each(int fieldSize, String... names) {
      for (String field : names) {
        add(new Field(field, size, fieldSize, 0, null));
      }
      return this;
    }

    private Builder add(Field field) {
      fields.add(field);
      size += field.size();
      return this;
    }
  }
}
