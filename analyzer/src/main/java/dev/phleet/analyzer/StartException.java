package dev.phleet.analyzer;

/** The analyzer cannot start; the message says in one line what happened and what to do. */
public final class StartException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /** With that message. */
  public StartException(String message, Throwable cause) {
    super(message, cause);
  }
}
