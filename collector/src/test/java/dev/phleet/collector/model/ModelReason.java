package dev.phleet.collector.model;

/** Why a profile changed its state; the numbers are the kernel's. */
public enum ModelReason {
  NOVELTY(2),
  FROZEN(3),
  BECAME_NORMAL(4),
  ANOMALY_LIMIT(5),
  TOLERIZE_LIMIT(6),
  NORMALIZED(11),
  TOLERIZED(12),
  SENSITIZED(13),
  RESET(14),
  IGNORED(15),
  WATCHED(16);

  private final int number;

  ModelReason(int number) {
    this.number = number;
  }

  /** The number under which the kernel knows it. */
  public int number() {
    return number;
  }
}
