package dev.phleet.collector.replay;

/** A recording holds what cannot be played; the message names the file and the line. */
public final class BadRecordingException extends RuntimeException {
  private static final long serialVersionUID = 1;

  /** Of a place in a file. */
  public BadRecordingException(String file, long line, String what) {
    super(file + ", line " + line + ": " + what);
  }

  /** Of a whole file. */
  public BadRecordingException(String file, String what) {
    super(file + ": " + what);
  }
}
