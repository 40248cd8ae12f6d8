package dev.phleet.collector.replay;

import java.io.IOException;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * One line of strace's output, taken apart.
 *
 * @param pid of the task; 0 when strace followed only one and printed none
 * @param kind what it tells of
 * @param name of the call or signal
 * @param text arguments and result of a call, as far as this line has them
 */
record StraceLine(int pid, Kind kind, String name, String text) {
  /** What a line tells of. */
  enum Kind {
    /** A call is entered; it may be finished on this line. */
    CALL,
    /** A call that was entered on an earlier line is finished. */
    RESUMED,
    SIGNAL,
    /** The task has ended. */
    EXIT,
    /** The task's number now belongs to the thread that called execve. */
    SUPERSEDED,
    /** The task makes 32-bit calls from now on. */
    COMPAT,
    /** The task makes calls of the architecture itself from now on. */
    NATIVE,
    /** Nothing that matters. */
    OTHER
  }

  private static final String UNFINISHED = "<unfinished ...>";
  private static final Pattern START =
      Pattern.compile(
          "(?:\\[pid +(\\d+)\\] |(\\d+) +(?=\\D|\\d+[.:]))?(?:[0-9:]+(?:\\.\\d+)? +(?:\\(\\+ +[0-9.]+\\) +)?)?");
  private static final Pattern CALL = Pattern.compile("([a-z_][a-zA-Z0-9_]*)\\((.*)");
  private static final Pattern RESUMED = Pattern.compile("<\\.\\.\\. ([a-zA-Z0-9_]+) resumed>(.*)");
  private static final Pattern SIGNAL = Pattern.compile("--- (SIG[A-Z0-9_+]+)\\b.*");
  private static final Pattern PERSONALITY =
      Pattern.compile("(?:strace: )?\\[ Process PID=(\\d+) runs in (32|64|x32) bit mode\\. \\]");
  private static final Pattern BROKEN = Pattern.compile("(.+)strace: Process \\d+ attached");
  private static final Pattern RESULT = Pattern.compile(".*= (-?\\d+|\\?)[^=]*$");

  /**
   * The next line, null at the end. On a terminal strace breaks a line to tell of a new process:
   * the line is put together again.
   */
  static String next(Lines lines) throws IOException {
    String line = lines.next();
    while (line != null) {
      Matcher broken = BROKEN.matcher(line);
      if (!broken.matches()) {
        return line;
      }
      String rest = lines.next();
      line = broken.group(1) + (rest == null ? UNFINISHED : rest);
    }
    return null;
  }

  /** Takes a line apart; empty when strace prints no such line. */
  static Optional<StraceLine> parse(String line) {
    Matcher personality = PERSONALITY.matcher(line);
    if (personality.matches()) {
      Kind kind = personality.group(2).equals("32") ? Kind.COMPAT : Kind.NATIVE;
      return Optional.of(new StraceLine(Integer.parseInt(personality.group(1)), kind, "", ""));
    }
    if (line.startsWith("strace: ")) {
      return Optional.of(new StraceLine(0, Kind.OTHER, "", ""));
    }
    Matcher start = START.matcher(line);
    if (!start.lookingAt()) {
      return Optional.empty();
    }
    String digits = start.group(1) == null ? start.group(2) : start.group(1);
    if (digits != null && digits.length() > 9) {
      return Optional.empty();
    }
    return body(digits == null ? 0 : Integer.parseInt(digits), line.substring(start.end()));
  }

  /** What the call returned; empty while it is not finished, or when it never returns. */
  Optional<Integer> result() {
    Matcher result = RESULT.matcher(text);
    if (text.endsWith(UNFINISHED) || !result.matches() || result.group(1).equals("?")) {
      return Optional.empty();
    }
    String number = result.group(1);
    // Addresses and large numbers are of no interest here.
    return number.length() > 9 ? Optional.empty() : Optional.of(Integer.valueOf(number));
  }

  private static Optional<StraceLine> body(int pid, String rest) {
    Matcher call = CALL.matcher(rest);
    if (call.matches()) {
      return Optional.of(new StraceLine(pid, Kind.CALL, call.group(1), call.group(2)));
    }
    Matcher resumed = RESUMED.matcher(rest);
    if (resumed.matches()) {
      return Optional.of(new StraceLine(pid, Kind.RESUMED, resumed.group(1), resumed.group(2)));
    }
    Matcher signal = SIGNAL.matcher(rest);
    if (signal.matches()) {
      return Optional.of(new StraceLine(pid, Kind.SIGNAL, signal.group(1), ""));
    } else if (rest.startsWith("+++ superseded")) {
      return Optional.of(new StraceLine(pid, Kind.SUPERSEDED, "", ""));
    } else if (rest.startsWith("+++ ")) {
      return Optional.of(new StraceLine(pid, Kind.EXIT, "", ""));
    } else if (rest.startsWith("--- ") || rest.startsWith("????") || rest.startsWith("???(")) {
      return Optional.of(new StraceLine(pid, Kind.OTHER, "", ""));
    }
    return Optional.empty();
  }
}
