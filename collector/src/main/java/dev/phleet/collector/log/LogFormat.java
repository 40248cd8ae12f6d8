package dev.phleet.collector.log;

/** How lines of the log are written. */
public enum LogFormat {
  /** For people: time, level, who, message. */
  TEXT,
  /** One JSON object a line: time, level, logger, thread, message, exception. */
  JSON,
  /**
   * For the journal of systemd: priority as {@code <N>} before the line, no time of its own; see
   * sd-daemon(3).
   */
  JOURNALD
}
