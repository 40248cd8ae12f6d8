package dev.phleet.analyzer.api;

/** A request that is not answered, and why. */
final class Refused extends RuntimeException {
  private static final long serialVersionUID = 1L;
  private final int status;

  /**
   * With the reason.
   *
   * @param status HTTP status
   * @param reason one line for people
   */
  Refused(int status, String reason) {
    super(reason);
    this.status = status;
  }

  int status() {
    return status;
  }

  static Refused bad(String reason) {
    return new Refused(400, reason);
  }

  static Refused unknown(String what) {
    return new Refused(404, "There is no " + what + ".");
  }
}
