package dev.phleet.analyzer.config;

/** The configuration cannot be used; the message says in one line what is wrong and what to do. */
public final class ConfigException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /** With that message. */
  public ConfigException(String message) {
    super(message);
  }
}
