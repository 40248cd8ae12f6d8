package dev.phleet.lab;

import java.util.List;

/** The lab cannot start or go on: one line that says why, and how the command is to end. */
public final class LabException extends RuntimeException {
  /** Bad input, or a machine that lacks something. */
  public static final int ENVIRONMENT = 2;

  /** Something went wrong, or is missing, in a lab that ran. */
  public static final int FAILED = 1;

  private final int exitCode;
  private final transient List<String> details;

  /**
   * A reason with what a child said last.
   *
   * @param exitCode exit code of the command
   * @param message one line
   * @param details lines of a log, oldest first
   */
  public LabException(int exitCode, String message, List<String> details) {
    super(message, null, false, false);
    this.exitCode = exitCode;
    this.details = List.copyOf(details);
  }

  /**
   * A reason.
   *
   * @param exitCode exit code of the command
   * @param message one line
   */
  public LabException(int exitCode, String message) {
    this(exitCode, message, List.of());
  }

  /** Exit code of the command. */
  public int exitCode() {
    return exitCode;
  }

  /** Lines of a log, oldest first. */
  public List<String> details() {
    return details;
  }
}
