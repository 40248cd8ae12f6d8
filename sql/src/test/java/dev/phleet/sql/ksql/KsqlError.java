package dev.phleet.sql.ksql;

/** What ksqlDB would refuse. */
final class KsqlError extends RuntimeException {
  private static final long serialVersionUID = 1L;

  KsqlError(Token at, String message) {
    super("line " + at.line() + ", at '" + at.text() + "': " + message);
  }
}
