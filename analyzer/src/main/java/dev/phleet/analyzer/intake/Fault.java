package dev.phleet.analyzer.intake;

import java.util.Locale;

/** Why a record that could be decoded cannot be true. */
public enum Fault {
  /** There is no value where one is needed. */
  NO_VALUE,
  /** The key is not the one that belongs to the value. */
  WRONG_KEY,
  /** The host's id is empty, too long or has control characters. */
  BAD_HOST,
  /** The collector's run id is empty, too long or has control characters. */
  BAD_RUN,
  /** The sequence number is not one that a collector gives. */
  BAD_SEQUENCE,
  /** The executable's id is not sha256:&lt;hex&gt; or path:&lt;path&gt;. */
  BAD_EXECUTABLE,
  /** A time before 1970, or absurdly far in the future. */
  IMPOSSIBLE_TIME,
  /** A count below zero. */
  NEGATIVE_COUNT,
  /** The window has no calls. */
  EMPTY_WINDOW,
  /** The window is too long, or has a call that cannot be. */
  BAD_WINDOW,
  /** A call has a number that no table has. */
  UNKNOWN_CALL,
  /** The mismatches are not distances within the window. */
  BAD_MISMATCHES,
  /** The architecture is not the name of one. */
  BAD_ARCHITECTURE,
  /** Pairs of calls that cannot be or are not listed, at distances that there are not, or twice. */
  BAD_PAIRS,
  /** A text is too long. */
  TOO_LONG;

  /** The reason in a word, for headers and metrics. */
  public String code() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
