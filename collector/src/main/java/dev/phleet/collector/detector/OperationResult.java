package dev.phleet.collector.detector;

/** What came of an {@link Operation}. */
public enum OperationResult {
  DONE,
  NO_SUCH_PROFILE,
  NO_SUCH_OPERATION,
  /** Another change was being made all the while; try again. */
  BUSY;

  static OperationResult of(int code) {
    return switch (code) {
      case 0 -> DONE;
      case 1 -> NO_SUCH_PROFILE;
      case 2 -> NO_SUCH_OPERATION;
      case 3 -> BUSY;
      default ->
          throw new IllegalStateException("the kernel side answered " + code + " to an operation");
    };
  }
}
