package dev.phleet.collector.evaluate;

import dev.phleet.collector.detector.Settings;
import dev.phleet.collector.detector.TapedAnomaly;
import dev.phleet.collector.detector.TapedTrace;
import dev.phleet.collector.replay.BadRecordingException;
import dev.phleet.collector.replay.CallTexts;
import dev.phleet.collector.replay.Playback;
import dev.phleet.collector.replay.Recording;
import dev.phleet.collector.replay.Trace;
import dev.phleet.collector.replay.Verdicts;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * A file of labelled traces, played through the detector.
 *
 * @param name of the file, without its endings
 * @param judged the traces that are not learned from, in the order of the file
 * @param trained what was learned from
 * @param tested what was tested
 * @param leftOut traces of programs that learned nothing
 */
public record DataSet(
    String name,
    List<JudgedTrace> judged,
    Playback.Figures trained,
    Playback.Figures tested,
    long leftOut) {

  /**
   * Files of a directory that hold traces, by name.
   *
   * @throws BadRecordingException when there is none, or no such directory
   */
  public static List<Path> files(Path directory) {
    try (Stream<Path> files = Files.list(directory)) {
      List<Path> found =
          files
              .filter(file -> file.getFileName().toString().matches(".*\\.txt(\\.gz)?"))
              .filter(Files::isRegularFile)
              .sorted()
              .toList();
      if (found.isEmpty()) {
        throw new BadRecordingException(directory.toString(), "holds no *.txt or *.txt.gz");
      }
      return found;
    } catch (IOException unreadable) {
      throw new BadRecordingException(directory.toString(), "is no directory that can be read");
    }
  }

  /**
   * Learns and tests.
   *
   * @throws BadRecordingException when the file is wrong
   */
  public static DataSet play(Path file, CallTexts calls, Settings settings) {
    List<JudgedTrace> judged = new ArrayList<>();
    try (Playback playback = new Playback(settings, collecting(judged, file))) {
      playback.play(List.of(new Recording(file, false)), calls, "unknown");
      long leftOut = playback.untrained().values().stream().mapToLong(count -> count).sum();
      if (judged.isEmpty()) {
        throw new BadRecordingException(
            file.toString(),
            playback.programs() == 0
                ? "no trace is labelled train, so there is nothing to test against"
                : "no trace of a program that learned is labelled normal or attack");
      }
      return new DataSet(
          file.getFileName().toString().replaceFirst("\\.txt(\\.gz)?$", ""),
          judged,
          playback.trained(),
          playback.tested(),
          leftOut);
    }
  }

  private static Verdicts collecting(List<JudgedTrace> judged, Path file) {
    return new Verdicts() {
      @Override
      public void anomaly(Trace trace, TapedAnomaly anomaly) {}

      @Override
      public void tested(Trace trace, TapedTrace outcome) {
        if (!JudgedTrace.isLabel(trace.label())) {
          throw new BadRecordingException(
              file.toString(),
              "trace "
                  + trace.id()
                  + " is labelled '"
                  + trace.label()
                  + "': a label is train, normal or attack:<family>");
        }
        judged.add(new JudgedTrace(trace, outcome));
      }
    };
  }
}
