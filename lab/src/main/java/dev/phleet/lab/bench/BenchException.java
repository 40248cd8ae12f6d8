package dev.phleet.lab.bench;

/** A measurement could not be made; the message is one line for the user. */
final class BenchException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  BenchException(String message) {
    super(message);
  }

  BenchException(String message, Throwable cause) {
    super(message + ": " + cause.getMessage(), cause);
  }
}
