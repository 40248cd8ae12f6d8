package dev.phleet.collector.libbpf;

import com.sun.jna.Pointer;
import java.nio.charset.StandardCharsets;

/**
 * Keeps what libbpf prints, by thread, until the call that printed it either fails (then it becomes
 * part of the error) or ends well (then it is forgotten).
 */
final class LibbpfLog {
  private static final int DEBUG = 2;
  private static final int LINE_BYTES = 8192;
  private static final int KEPT_CHARACTERS = 65_536;

  /** Bounded, and only filled on the thread that is inside libbpf. */
  private static final ThreadLocal<StringBuilder> TEXT =
      ThreadLocal.withInitial(StringBuilder::new);

  /** Strongly held: libbpf keeps the address for as long as the process lives. */
  private static final Libbpf.Print PRINT = LibbpfLog::print;

  private LibbpfLog() {}

  /** Sends libbpf's output here; what libbpf would otherwise write to standard error. */
  static void install() {
    Pointer previous = Libbpf.libbpf_set_print(PRINT);
    if (previous == null) {
      TEXT.get().setLength(0);
    }
  }

  /** Forgets what this thread's earlier calls printed. */
  static void clear() {
    TEXT.get().setLength(0);
  }

  /** Takes what was printed on this thread since the last {@link #clear()}. */
  static String take() {
    String text = TEXT.get().toString();
    TEXT.remove();
    return text;
  }

  // Called by native code: nothing may be thrown through it, so a line that cannot be kept is lost.
  @SuppressWarnings("CatchAndPrintStackTrace")
  private static int print(int level, Pointer format, Pointer arguments) {
    try {
      if (level < DEBUG) {
        byte[] line = new byte[LINE_BYTES];
        int length = Libc.vsnprintf(line, line.length, format, arguments);
        append(
            new String(
                line, 0, Math.min(Math.max(length, 0), line.length - 1), StandardCharsets.UTF_8));
      }
      return 0;
    } catch (Throwable unspeakable) {
      return -1;
    }
  }

  private static void append(String line) {
    StringBuilder text = TEXT.get();
    text.append(line);
    if (text.length() > KEPT_CHARACTERS) {
      // The end of a verifier's log holds the reason.
      text.delete(0, text.length() - KEPT_CHARACTERS);
    }
  }
}
