package dev.phleet.collector.event;

import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** {@code enum event_kind}, with the kernel's numbers. */
public enum EventKind {
  CREATED(1),
  STATE(2),
  ANOMALY(3),
  SEQUENCE(4);

  private static final List<EventKind> ALL = List.of(values());

  private final int code;

  EventKind(int code) {
    this.code = code;
  }

  /** The kernel's number. */
  public int code() {
    return code;
  }

  /** Its name in the names of counters, e.g. {@code anomaly}. */
  public String label() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** The kind with the kernel's number; empty when there is none. */
  public static Optional<EventKind> of(int code) {
    for (EventKind kind : ALL) {
      if (kind.code == code) {
        return Optional.of(kind);
      }
    }
    return Optional.empty();
  }
}
