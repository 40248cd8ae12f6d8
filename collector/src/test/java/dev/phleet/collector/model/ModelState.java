package dev.phleet.collector.model;

/** State of a profile; the numbers are the kernel's. */
public enum ModelState {
  TRAINING(1),
  FROZEN(2),
  NORMAL(3);

  private final int number;

  ModelState(int number) {
    this.number = number;
  }

  /** The number under which the kernel knows it. */
  public int number() {
    return number;
  }
}
