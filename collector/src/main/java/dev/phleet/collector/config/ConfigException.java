package dev.phleet.collector.config;

/** The configuration cannot be used. The message is one line: what, why, and what to do. */
public final class ConfigException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /** Makes one of a line. */
  public ConfigException(String message) {
    super(message);
  }
}
