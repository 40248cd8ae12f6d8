package dev.phleet.collector.layout;

import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The type information of a BPF object (Documentation/bpf/btf.rst): as much of it as a comparison
 * of structs and enums needs. Reading it needs no privilege and no library.
 */
public final class Btf {
  private static final int MAGIC = 0xeb9f;
  private static final int MOST_HOPS = 64;

  private final List<BtfType> types;

  private Btf(List<BtfType> types) {
    this.types = types;
  }

  /**
   * Reads the .BTF section of an object file.
   *
   * @throws BtfFormatException when it has none, or is no object file
   */
  public static Btf ofObject(byte[] elf) {
    ByteBuffer section =
        new ElfSections(elf)
            .find(".BTF")
            .orElseThrow(() -> new BtfFormatException("an object file without BTF"));
    return parse(section);
  }

  /**
   * Reads raw BTF.
   *
   * @throws BtfFormatException when it is not BTF, or is truncated
   */
  public static Btf parse(ByteBuffer bytes) {
    ByteBuffer btf = bytes.duplicate().order(ByteOrder.LITTLE_ENDIAN);
    try {
      if (Short.toUnsignedInt(btf.getShort(0)) != MAGIC) {
        throw new BtfFormatException("not BTF: wrong magic number");
      }
      int header = btf.getInt(4);
      ByteBuffer typeSection = slice(btf, header + btf.getInt(8), btf.getInt(12));
      ByteBuffer strings = slice(btf, header + btf.getInt(16), btf.getInt(20));
      List<BtfType> types = new ArrayList<>();
      types.add(BtfType.VOID);
      while (typeSection.hasRemaining()) {
        types.add(BtfType.read(typeSection, strings));
      }
      return new Btf(List.copyOf(types));
    } catch (IndexOutOfBoundsException | BufferUnderflowException beyond) {
      throw new BtfFormatException("truncated BTF", beyond);
    }
  }

  /** Bytes of a struct; empty when there is none of that name. */
  public Optional<Integer> structSize(String name) {
    return struct(name).map(BtfType::sizeOrType);
  }

  /**
   * Every leaf of a struct as {@code path -> offset, size}, nested structs opened, in the notation
   * of {@link StructView}; empty when there is no struct of that name.
   */
  Optional<Map<String, String>> leaves(String name) {
    return struct(name)
        .map(
            type -> {
              Map<String, String> leaves = new LinkedHashMap<>();
              collect(type, "", 0, leaves, 0);
              return leaves;
            });
  }

  /** The constants of every enum, those without a name included. */
  public Map<String, Long> constants() {
    Map<String, Long> constants = new LinkedHashMap<>();
    types.stream()
        .filter(t -> t.kind() == BtfType.ENUM || t.kind() == BtfType.ENUM64)
        .forEach(t -> t.members().forEach(m -> constants.put(m.name(), m.value())));
    return constants;
  }

  private Optional<BtfType> struct(String name) {
    return types.stream()
        .filter(t -> t.kind() == BtfType.STRUCT && t.name().equals(name))
        .findFirst();
  }

  private void collect(
      BtfType struct, String prefix, int start, Map<String, String> leaves, int depth) {
    if (depth > MOST_HOPS) {
      throw new BtfFormatException("BTF with a struct inside itself");
    }
    for (BtfType.Member member : struct.members()) {
      BtfType type = resolve(member.type());
      String path = prefix + member.name();
      int offset = start + Math.toIntExact(member.value() / Byte.SIZE);
      if (type.kind() == BtfType.STRUCT) {
        collect(type, path + ".", offset, leaves, depth + 1);
      } else if (type.kind() == BtfType.ARRAY) {
        int element = resolve(type.sizeOrType()).sizeOrType();
        leaves.put(path, StructView.describe(offset, element, type.elements()));
      } else {
        leaves.put(path, StructView.describe(offset, type.sizeOrType(), 0));
      }
    }
  }

  private BtfType resolve(int id) {
    int next = id;
    for (int hops = 0; hops < MOST_HOPS; hops++) {
      if (next < 0 || next >= types.size()) {
        break;
      }
      BtfType type = types.get(next);
      if (!type.isModifier()) {
        return type;
      }
      next = type.sizeOrType();
    }
    throw new BtfFormatException("BTF whose types refer to nothing");
  }

  private static ByteBuffer slice(ByteBuffer bytes, int offset, int length) {
    return bytes.slice(offset, length).order(ByteOrder.LITTLE_ENDIAN);
  }
}
