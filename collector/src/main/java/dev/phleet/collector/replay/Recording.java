package dev.phleet.collector.replay;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * A file of recorded calls; what kind it is its first line tells.
 *
 * @param file where it is
 * @param trains whether all of it is learned from, whatever its labels say
 */
public record Recording(Path file, boolean trains) {
  /** Plays all that the stage wants. */
  interface Format {
    void play(Lines lines, Stage stage) throws IOException;
  }

  /**
   * Plays the file.
   *
   * @param calls numbers and names of its calls
   * @param program name of a program whose start is not in the recording
   * @throws BadRecordingException when it cannot be read or holds something else
   */
  public void play(Stage stage, CallTexts calls, String program) {
    try {
      Format format = format(calls, program);
      try (Lines lines = Lines.of(file)) {
        format.play(lines, stage);
      }
    } catch (IOException unreadable) {
      throw new BadRecordingException(file.toString(), "cannot be read: " + reason(unreadable));
    }
  }

  private Format format(CallTexts calls, String program) throws IOException {
    try (Lines lines = Lines.of(file)) {
      String first = lines.first();
      if (first == null) {
        throw new BadRecordingException(file.toString(), "holds no line");
      } else if (TraceLines.isOne(first)) {
        return new TraceLines(calls, trains);
      } else if (EventLines.isOne(first)) {
        return new EventLines(calls, trains);
      } else if (StraceOutput.isOne(first)) {
        return new StraceOutput(calls, trains, program, forks());
      }
      throw lines.wrong(
          "is none of the known formats: traces (label, program, id and calls between tabs),"
              + " the output of strace -f, or events as phleet events --json prints them");
    }
  }

  private StraceForks forks() throws IOException {
    try (Lines lines = Lines.of(file)) {
      return StraceForks.in(lines);
    }
  }

  private String reason(IOException unreadable) {
    if (!Files.exists(file)) {
      return "there is no such file";
    }
    return Files.isDirectory(file) ? "it is a directory" : unreadable.toString();
  }
}
