package dev.phleet.collector.detector;

/** {@code enum operation}: the constants are in the kernel's order, the first is number 1. */
public enum Operation {
  /** Make the profile normal now. */
  NORMALIZE,
  /** Back to training; train and test data kept. */
  TOLERIZE,
  /** Forget the training data and its counters. */
  SENSITIZE,
  /** Forget the profile. */
  RESET,
  /** Stop watching it. */
  IGNORE,
  /** Watch it again. */
  WATCH,
  /** Forget the windows of its tasks. */
  BREAK;

  /** The kernel's number. */
  public int code() {
    return ordinal() + 1;
  }
}
