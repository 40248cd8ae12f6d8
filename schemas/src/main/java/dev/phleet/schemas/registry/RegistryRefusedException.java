package dev.phleet.schemas.registry;

/** The registry answered no. The same request will fail again until somebody changes something. */
public final class RegistryRefusedException extends RegistryException {

  private static final long serialVersionUID = 1L;

  private final int status;
  private final int errorCode;

  /**
   * @param message subject, the registry's reason and what to do, in one line
   * @param status HTTP status of the answer
   * @param errorCode Confluent's error code, e.g. 40403; 0 when the answer has none
   */
  public RegistryRefusedException(String message, int status, int errorCode) {
    super(message, null);
    this.status = status;
    this.errorCode = errorCode;
  }

  /** HTTP status of the answer. */
  public int status() {
    return status;
  }

  /** Confluent's error code, e.g. 40403; 0 when the answer has none. */
  public int errorCode() {
    return errorCode;
  }

  @Override
  public boolean isRetryable() {
    return false;
  }
}
