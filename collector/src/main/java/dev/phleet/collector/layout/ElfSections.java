package dev.phleet.collector.layout;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/** Finds a section of a 64-bit little-endian ELF file: enough to read the BTF of a BPF object. */
final class ElfSections {
  private static final int MAGIC = 0x464c457f;
  private static final int CLASS_64_LITTLE = 0x0102;
  private static final int HEADER_SIZE = 64;
  private static final int SECTION_TABLE_OFFSET = 0x28;
  private static final int SECTION_ENTRY_SIZE = 0x3a;
  private static final int NAME_SECTION_INDEX = 0x3e;

  private final ByteBuffer elf;

  ElfSections(byte[] bytes) {
    elf = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
    if (bytes.length < HEADER_SIZE
        || elf.getInt(0) != MAGIC
        || elf.getShort(4) != CLASS_64_LITTLE) {
      throw new BtfFormatException("not a 64-bit little-endian ELF file");
    }
  }

  /** The bytes of a section; empty when there is none of that name. */
  Optional<ByteBuffer> find(String name) {
    try {
      int names = section(Short.toUnsignedInt(elf.getShort(NAME_SECTION_INDEX)));
      int count = Short.toUnsignedInt(elf.getShort(NAME_SECTION_INDEX - 2));
      for (int i = 0; i < count; i++) {
        int header = section(i);
        if (text(offset(names) + elf.getInt(header)).equals(name)) {
          int size = Math.toIntExact(elf.getLong(header + 0x20));
          return Optional.of(elf.slice(offset(header), size).order(ByteOrder.LITTLE_ENDIAN));
        }
      }
      return Optional.empty();
    } catch (IndexOutOfBoundsException | ArithmeticException beyond) {
      throw new BtfFormatException("an ELF file whose sections lie outside of it", beyond);
    }
  }

  private int section(int index) {
    int size = Short.toUnsignedInt(elf.getShort(SECTION_ENTRY_SIZE));
    return Math.toIntExact(elf.getLong(SECTION_TABLE_OFFSET)) + index * size;
  }

  private int offset(int header) {
    return Math.toIntExact(elf.getLong(header + 0x18));
  }

  private String text(int start) {
    int end = start;
    while (elf.get(end) != 0) {
      end++;
    }
    byte[] bytes = new byte[end - start];
    elf.get(start, bytes);
    return new String(bytes, StandardCharsets.UTF_8);
  }
}
