package dev.phleet.collector.detector;

/** What came of an {@link Operation}: the constants are in the kernel's order, the first is 0. */
public enum OperationResult {
  DONE,
  NO_SUCH_PROFILE,
  NO_SUCH_OPERATION;

  static OperationResult of(int code) {
    if (code < 0 || code >= values().length) {
      throw new IllegalStateException("the kernel side answered " + code + " to an operation");
    }
    return values()[code];
  }
}
