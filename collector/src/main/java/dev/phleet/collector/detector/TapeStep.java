package dev.phleet.collector.detector;

/** What a step of a tape is: {@code enum tape_step}. */
public enum TapeStep {
  /** A call. */
  CALL(0),
  /** The task of which the next steps are. */
  TASK(1),
  /** The task starts a program. */
  EXEC(2),
  /** Another task goes on as a copy of this. */
  FORK(3),
  /** A trace begins. */
  TRACE(4),
  /** A signal handler starts. */
  SIGNAL(5),
  /** The trace ends. */
  END(6);

  private final int code;

  TapeStep(int code) {
    this.code = code;
  }

  /** The kernel's number. */
  public int code() {
    return code;
  }
}
