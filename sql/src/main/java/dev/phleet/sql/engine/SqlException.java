package dev.phleet.sql.engine;

/** A statement, or what it needs, is not as it has to be; the message is one line for the user. */
public final class SqlException extends RuntimeException {
  /**
   * @param message what happened, what it means, what to do
   */
  public SqlException(String message) {
    super(message);
  }

  /**
   * @param message what happened, what it means, what to do
   * @param cause what was caught
   */
  public SqlException(String message, Throwable cause) {
    super(message, cause);
  }
}
