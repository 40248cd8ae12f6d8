package dev.phleet.collector.control;

/** A request that cannot be done; the message is the one line that the client is told. */
public final class RefusedException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /** With what happened and what to do, in one line. */
  public RefusedException(String message) {
    super(message);
  }
}
