package dev.phleet.lab.show;

import java.io.PrintStream;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;

/**
 * Lines in columns: seconds since the command's start, who, what.
 *
 * @param out where they go
 * @param start start of the command
 */
public record Lines(PrintStream out, Instant start) {
  private static final String CONTINUATION = " ".repeat(23);

  void step(String who, String what) {
    out.printf(Locale.ROOT, "%7.1f s  %-10s  %s%n", seconds(), who, what);
    out.flush();
  }

  void more(String what) {
    out.println(CONTINUATION + what);
    out.flush();
  }

  void say(String text) {
    out.println(text);
    out.flush();
  }

  /** Seconds since the start of the command. */
  public double seconds() {
    return Duration.between(start, Instant.now()).toMillis() / 1000.0;
  }
}
