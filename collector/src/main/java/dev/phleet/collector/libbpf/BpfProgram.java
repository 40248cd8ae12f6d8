package dev.phleet.collector.libbpf;

import com.sun.jna.Memory;
import com.sun.jna.Pointer;
import com.sun.jna.ptr.IntByReference;

/** A program of a {@link BpfObject}. It lives as long as its object and has nothing to close. */
public final class BpfProgram {
  /** sizeof(struct bpf_test_run_opts) of libbpf 1.0; libbpf takes the size as the version. */
  private static final int OPTIONS_SIZE = 64;

  private static final int OPTIONS_CONTEXT_IN = 32;
  private static final int OPTIONS_CONTEXT_SIZE_IN = 48;
  private static final int OPTIONS_RETURN_VALUE = 56;

  /** struct bpf_prog_info up to recursion_misses; the kernel fills in what fits. */
  private static final int INFO_SIZE = 216;

  private static final int INFO_RUN_TIME = 192;
  private static final int INFO_RUN_COUNT = 200;
  private static final int INFO_MISSES = 208;

  private final Pointer program;

  BpfProgram(Pointer program) {
    this.program = program;
  }

  /** Name of its function. */
  public String name() {
    return Libbpf.bpf_program__name(program);
  }

  /** Section, which names its type and hook: e.g. {@code tp_btf/sys_enter}. */
  public String section() {
    return Libbpf.bpf_program__section_name(program);
  }

  /** Leaves it out of the kernel; only before the object is loaded. */
  public void leaveOut() {
    Calls.status(
        "cannot leave out " + name(), () -> Libbpf.bpf_program__set_autoload(program, false));
  }

  /**
   * What it did since it was loaded.
   *
   * @throws LibbpfException when the kernel refuses
   */
  public RunStatistics statistics() {
    try (Memory info = new Memory(INFO_SIZE)) {
      info.clear();
      Calls.status(
          "cannot ask about " + name(),
          () ->
              Libbpf.bpf_obj_get_info_by_fd(
                  Libbpf.bpf_program__fd(program), info, new IntByReference(INFO_SIZE)));
      return new RunStatistics(
          info.getLong(INFO_RUN_TIME), info.getLong(INFO_RUN_COUNT), info.getLong(INFO_MISSES));
    }
  }

  /**
   * Attaches it to the hook that its section names.
   *
   * @throws LibbpfException when the kernel refuses
   */
  public BpfLink attach() {
    return new BpfLink(
        Calls.pointer(
            "cannot attach " + name() + " to " + section(),
            () -> Libbpf.bpf_program__attach(program)));
  }

  /**
   * Runs an iterator program over everything once and returns the bytes that it wrote.
   *
   * @throws LibbpfException when the kernel refuses
   */
  public byte[] iterate() {
    Pointer link =
        Calls.pointer(
            "cannot attach the iterator " + name(),
            () -> Libbpf.bpf_program__attach_iter(program, null));
    try (BpfLink held = new BpfLink(link)) {
      return held.readIterator(name());
    }
  }

  /**
   * Runs a syscall program once.
   *
   * @param context its argument; overwritten with what the program left there
   * @return the program's return value
   * @throws LibbpfException when the kernel refuses
   */
  public int run(byte[] context) {
    try (Memory argument = new Memory(context.length);
        Memory options = new Memory(OPTIONS_SIZE)) {
      argument.write(0, context, 0, context.length);
      options.clear();
      options.setLong(0, OPTIONS_SIZE);
      options.setPointer(OPTIONS_CONTEXT_IN, argument);
      options.setInt(OPTIONS_CONTEXT_SIZE_IN, context.length);
      Calls.status(
          "cannot run " + name(),
          () -> Libbpf.bpf_prog_test_run_opts(Libbpf.bpf_program__fd(program), options));
      argument.read(0, context, 0, context.length);
      return options.getInt(OPTIONS_RETURN_VALUE);
    }
  }
}
