package dev.phleet.collector.profile;

/** A file is no profile, or no whole one. The message says why, in a few words. */
public final class DamagedProfileException extends Exception {
  private static final long serialVersionUID = 1L;

  /** Makes one of a reason. */
  public DamagedProfileException(String reason) {
    super(reason);
  }

  DamagedProfileException(String reason, Throwable cause) {
    super(reason, cause);
  }
}
