package dev.phleet.collector.libbpf;

import com.sun.jna.Native;
import com.sun.jna.Pointer;
import java.util.function.IntSupplier;
import java.util.function.Supplier;

/** Turns libbpf's two ways to report an error into an exception that carries libbpf's log. */
final class Calls {
  private Calls() {}

  /** Runs a call that returns -errno; returns what it returned when that is not negative. */
  static int status(String what, IntSupplier call) {
    LibbpfLog.clear();
    int result = call.getAsInt();
    if (result < 0) {
      throw new LibbpfException(what, -result, LibbpfLog.take());
    }
    return result;
  }

  /** Runs a call that returns NULL and sets errno. */
  static Pointer pointer(String what, Supplier<Pointer> call) {
    LibbpfLog.clear();
    Pointer result = call.get();
    if (result == null) {
      throw new LibbpfException(what, Native.getLastError(), LibbpfLog.take());
    }
    return result;
  }
}
