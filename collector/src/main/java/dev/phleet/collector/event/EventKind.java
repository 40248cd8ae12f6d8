package dev.phleet.collector.event;

import java.util.Locale;
import java.util.Optional;

/** {@code enum event_kind}: the constants are in the kernel's order, the first is number 1. */
public enum EventKind {
  CREATED,
  STATE,
  ANOMALY,
  SEQUENCE;

  private static final EventKind[] ALL = values();

  /** The kernel's number. */
  public int code() {
    return ordinal() + 1;
  }

  /** Its name in the names of counters, e.g. {@code anomaly}. */
  public String label() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** The kind with the kernel's number; empty when there is none. */
  public static Optional<EventKind> of(int code) {
    return code >= 1 && code <= ALL.length ? Optional.of(ALL[code - 1]) : Optional.empty();
  }
}
