package dev.phleet.schemas.registry;

import org.apache.kafka.common.errors.SerializationException;

/** The registry did not do what it was asked for: because it could not, or because it would not. */
public abstract sealed class RegistryException extends SerializationException
    permits RegistryUnavailableException, RegistryRefusedException {

  private static final long serialVersionUID = 1L;

  RegistryException(String message, Throwable cause) {
    super(message, cause);
  }

  /** Whether the same request may succeed later without anyone changing anything here. */
  public abstract boolean isRetryable();
}
