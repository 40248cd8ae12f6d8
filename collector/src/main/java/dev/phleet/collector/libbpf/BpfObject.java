package dev.phleet.collector.libbpf;

import com.sun.jna.Memory;
import com.sun.jna.Pointer;
import java.util.ArrayList;
import java.util.List;

/**
 * A BPF object file: opened (parsed, nothing in the kernel), then loaded (maps created, programs
 * verified).
 *
 * <p>{@link #close()} frees the maps and programs of this process; the kernel drops them as soon as
 * no link and no other descriptor holds them. Handles taken from the object are invalid afterwards;
 * links must be closed before.
 */
public final class BpfObject implements AutoCloseable {
  /** The start of the names of the data sections' maps, as bpftool shows them. */
  private static final String NAME = "phleet";

  /** struct bpf_object_open_opts up to the name; libbpf takes the size as the version. */
  private static final int OPTIONS_SIZE = 16;

  private static final int OPTIONS_NAME = 8;

  private final Pointer object;
  private final Memory bytes;
  private volatile boolean closed;

  private BpfObject(Pointer object, Memory bytes) {
    this.object = object;
    this.bytes = bytes;
  }

  /**
   * Parses an object file held in memory. Needs no privilege.
   *
   * @throws LibbpfException when libbpf cannot make sense of it
   */
  public static BpfObject open(byte[] elf) {
    LibbpfLog.install();
    Memory bytes = new Memory(Math.max(elf.length, 1));
    bytes.write(0, elf, 0, elf.length);
    try (Memory options = new Memory(OPTIONS_SIZE);
        Memory name = new Memory(NAME.length() + 1L)) {
      name.setString(0, NAME);
      options.setLong(0, OPTIONS_SIZE);
      options.setPointer(OPTIONS_NAME, name);
      Pointer object =
          Calls.pointer(
              "cannot open the BPF object",
              () -> Libbpf.bpf_object__open_mem(bytes, elf.length, options));
      return new BpfObject(object, bytes);
    }
  }

  /**
   * Creates the maps and loads the programs.
   *
   * @throws LibbpfException when the kernel refuses; its log holds the verifier's
   */
  public void load() {
    Calls.status("cannot load the BPF object", () -> Libbpf.bpf_object__load(open()));
    bytes.close();
    // libbpf read all of the kernel's BTF for this; give those megabytes back now.
    NativeHeap.trim();
  }

  /**
   * Finds a map by its name in the source, or a data section by its section name.
   *
   * @throws LibbpfException when the object has none of that name
   */
  public BpfMap map(String name) {
    return new BpfMap(
        name,
        Calls.pointer(
            "the BPF object has no map " + name,
            () -> Libbpf.bpf_object__find_map_by_name(open(), name)));
  }

  /** All programs, in the order of the object. */
  public List<BpfProgram> programs() {
    List<BpfProgram> programs = new ArrayList<>();
    Pointer next = Libbpf.bpf_object__next_program(open(), null);
    while (next != null) {
      programs.add(new BpfProgram(next));
      next = Libbpf.bpf_object__next_program(open(), next);
    }
    return programs;
  }

  /**
   * Finds a program by the name of its function.
   *
   * @throws IllegalArgumentException when the object has none of that name
   */
  public BpfProgram program(String name) {
    return programs().stream()
        .filter(p -> p.name().equals(name))
        .findFirst()
        .orElseThrow(() -> new IllegalArgumentException("the BPF object has no program " + name));
  }

  /** libbpf would read what has been freed, and the JVM would die of it. */
  private Pointer open() {
    if (closed) {
      throw new IllegalStateException("this BPF object is closed");
    }
    return object;
  }

  @Override
  public void close() {
    if (!closed) {
      closed = true;
      Libbpf.bpf_object__close(object);
      bytes.close();
    }
  }
}
