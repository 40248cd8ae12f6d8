package dev.phleet.analyzer.query;

/** Nobody can answer right now: an instance is down, or state is being moved. Ask again later. */
public final class Unavailable extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /**
   * With the reason.
   *
   * @param reason one line for people
   */
  public Unavailable(String reason) {
    super(reason);
  }
}
