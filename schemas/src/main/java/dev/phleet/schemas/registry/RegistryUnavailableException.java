package dev.phleet.schemas.registry;

/** No registry answered, or only with a failure of its own. The same request may succeed later. */
public final class RegistryUnavailableException extends RegistryException {

  private static final long serialVersionUID = 1L;

  /**
   * @param message what happened and what to do, in one line
   * @param cause the failure of the last attempt; may be null
   */
  public RegistryUnavailableException(String message, Throwable cause) {
    super(message, cause);
  }

  @Override
  public boolean isRetryable() {
    return true;
  }
}
