package dev.phleet.collector.shell;

/** The collector cannot be asked; the message is the one line that says why and what to do. */
public final class UnavailableException extends Exception {
  private static final long serialVersionUID = 1L;

  UnavailableException(String message) {
    super(message);
  }
}
