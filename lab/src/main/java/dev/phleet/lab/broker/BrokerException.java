package dev.phleet.lab.broker;

/** The broker could not be formatted or started; the cause says why. */
public final class BrokerException extends RuntimeException {
  /**
   * Wraps what Kafka threw.
   *
   * @param message what was being done
   * @param cause what Kafka threw
   */
  public BrokerException(String message, Throwable cause) {
    super(message, cause);
  }
}
