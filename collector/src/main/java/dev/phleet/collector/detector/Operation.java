package dev.phleet.collector.detector;

/** {@code enum operation}, with the kernel's numbers. */
public enum Operation {
  /** Make the profile normal now. */
  NORMALIZE(1),
  /** Back to training; train and test data kept. */
  TOLERIZE(2),
  /** Forget the training data and its counters. */
  SENSITIZE(3),
  /** Forget the profile. */
  RESET(4),
  /** Stop watching it. */
  IGNORE(5),
  /** Watch it again. */
  WATCH(6),
  /** Forget the windows of its tasks. */
  BREAK(7);

  private final int code;

  Operation(int code) {
    this.code = code;
  }

  /** The kernel's number. */
  public int code() {
    return code;
  }
}
