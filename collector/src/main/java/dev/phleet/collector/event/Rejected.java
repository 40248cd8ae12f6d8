package dev.phleet.collector.event;

import java.util.Locale;
import java.util.Optional;

/**
 * A record that is no event.
 *
 * @param reason why
 * @param kind the kind that it says it is; empty when that is none
 * @param length bytes of the record
 */
public record Rejected(Reason reason, Optional<EventKind> kind, int length) implements Decoded {

  /** Why a record is rejected. Each reason is counted by itself. */
  public enum Reason {
    /** Shorter than what every event starts with. */
    TRUNCATED_HEADER,
    /** A kind that this collector does not know. */
    UNKNOWN_KIND,
    /** Not as long as an event of its kind. */
    WRONG_LENGTH,
    /** A state that is none. */
    UNKNOWN_STATE,
    /** A reason for a change of state that is none. */
    UNKNOWN_REASON,
    /** A path that starts outside of its buffer. */
    PATH_OUT_OF_BOUNDS;

    /** Its name in the names of counters, e.g. {@code wrong-length}. */
    public String label() {
      return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
  }
}
