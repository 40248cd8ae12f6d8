package dev.phleet.collector.layout;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * One type of BTF.
 *
 * @param kind BTF_KIND_*
 * @param name its name; empty when it has none
 * @param sizeOrType bytes, or the id of the type it refers to; of an array, the element's type
 * @param elements of an array; else 0
 * @param members of a struct, union or enum
 */
record BtfType(int kind, String name, int sizeOrType, int elements, List<Member> members) {
  static final int ARRAY = 3;
  static final int STRUCT = 4;
  static final int ENUM = 6;
  static final int ENUM64 = 19;
  static final BtfType VOID = new BtfType(0, "", 0, 0, List.of());

  private static final int INT = 1;
  private static final int UNION = 5;
  private static final int TYPEDEF = 8;
  private static final int VOLATILE = 9;
  private static final int CONST = 10;
  private static final int RESTRICT = 11;
  private static final int FUNC_PROTO = 13;
  private static final int VAR = 14;
  private static final int DATASEC = 15;
  private static final int DECL_TAG = 17;
  private static final int TYPE_TAG = 18;

  /**
   * A member of a struct, or a constant of an enum.
   *
   * @param name its name
   * @param type id of its type; 0 in an enum
   * @param value offset in bits, or the constant's value
   */
  record Member(String name, int type, long value) {}

  /** Reads one type and moves past it. */
  static BtfType read(ByteBuffer types, ByteBuffer strings) {
    String name = text(strings, types.getInt());
    int info = types.getInt();
    int sizeOrType = types.getInt();
    int kind = (info >>> 24) & 0x1f;
    int count = info & 0xffff;
    if (kind == ARRAY) {
      int element = types.getInt();
      skip(types, 4);
      return new BtfType(kind, name, element, types.getInt(), List.of());
    }
    if (kind == STRUCT || kind == UNION || kind == ENUM || kind == ENUM64) {
      boolean bitfields = info < 0 && kind != ENUM && kind != ENUM64;
      return new BtfType(
          kind, name, sizeOrType, 0, members(kind, count, bitfields, types, strings));
    }
    skip(types, tailOf(kind, count));
    return new BtfType(kind, name, sizeOrType, 0, List.of());
  }

  boolean isModifier() {
    return kind == TYPEDEF
        || kind == VOLATILE
        || kind == CONST
        || kind == RESTRICT
        || kind == TYPE_TAG;
  }

  private static List<Member> members(
      int kind, int count, boolean bitfields, ByteBuffer types, ByteBuffer strings) {
    List<Member> members = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      String name = text(strings, types.getInt());
      int second = types.getInt();
      if (kind == ENUM) {
        members.add(new Member(name, 0, second));
      } else if (kind == ENUM64) {
        members.add(
            new Member(name, 0, Integer.toUnsignedLong(second) | (long) types.getInt() << 32));
      } else {
        int offset = types.getInt();
        members.add(new Member(name, second, bitfields ? offset & 0xffffff : offset));
      }
    }
    return members;
  }

  private static int tailOf(int kind, int count) {
    return switch (kind) {
      case INT, VAR, DECL_TAG -> 4;
      case FUNC_PROTO -> 8 * count;
      case DATASEC -> 12 * count;
      default -> 0;
    };
  }

  private static void skip(ByteBuffer types, int bytes) {
    if (bytes > types.remaining()) {
      throw new BtfFormatException("truncated BTF");
    }
    types.position(types.position() + bytes);
  }

  private static String text(ByteBuffer strings, int start) {
    int end = start;
    while (strings.get(end) != 0) {
      end++;
    }
    byte[] bytes = new byte[end - start];
    strings.get(start, bytes);
    return new String(bytes, StandardCharsets.UTF_8);
  }
}
