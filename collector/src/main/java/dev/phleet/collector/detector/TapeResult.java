package dev.phleet.collector.detector;

import java.util.Arrays;

/** How far a run of a tape came: {@code enum tape_result}. */
public enum TapeResult {
  /** To its end. */
  DONE(0),
  /** To a task that does not exist. */
  NO_TASK(1),
  /** To a program for whose profile there is no room. */
  NO_PROFILE(2),
  /** To what is no step. */
  NO_STEP(3),
  /** To where there was no room for what was found. */
  FULL(4);

  private final int code;

  TapeResult(int code) {
    this.code = code;
  }

  /** The kernel's number. */
  public int code() {
    return code;
  }

  static TapeResult of(int code) {
    return Arrays.stream(values()).filter(r -> r.code == code).findFirst().orElseThrow();
  }
}
