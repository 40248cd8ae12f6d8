package dev.phleet.collector.kernel;

import static dev.phleet.collector.kernel.Sys.GETPID;
import static dev.phleet.collector.kernel.Sys.GETUID;
import static org.assertj.core.api.Assertions.assertThat;

import dev.phleet.collector.detector.Detector;
import dev.phleet.collector.detector.Limits;
import dev.phleet.collector.detector.OperationResult;
import dev.phleet.collector.detector.Replay;
import dev.phleet.collector.detector.Settings;
import dev.phleet.collector.model.ModelSettings;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Two files that are copies of one program share its profile. */
@NeedsKernel
class AliasKernelTest {
  private static final long FIRST = 101;
  private static final long COPY = 102;

  @Test
  void shouldGoOnInTheOtherProfileFromTheSecondCallWithAnEmptyWindow() {
    try (Detector detector = load()) {
      Replay replay = detector.replay();
      replay.exec(0, FIRST);
      replay.calls(0, Collections.nCopies(23, GETPID.code()), 1);
      replay.exec(1, COPY);
      replay.calls(1, Collections.nCopies(7, GETUID.code()), 1);

      assertThat(detector.alias(COPY, FIRST)).isEqualTo(OperationResult.DONE);
      replay.calls(1, Collections.nCopies(11, GETPID.code()), 1);

      // The first of the eleven is the one at which the task finds out.
      assertThat(calls(detector, FIRST)).isEqualTo(23 + 10);
      assertThat(detector.profile(COPY).orElseThrow().slot())
          .isEqualTo(detector.profile(FIRST).orElseThrow().slot());
      assertThat(detector.profile(FIRST).orElseThrow().counters().pairs())
          .as("getpid after getpid at eight distances, nothing of the copy")
          .isEqualTo(8);
    }
  }

  @Test
  void shouldStartTheCopyInTheSharedProfile() {
    try (Detector detector = load()) {
      Replay replay = detector.replay();
      replay.exec(0, FIRST);
      replay.exec(1, COPY);
      detector.alias(COPY, FIRST);

      replay.exec(2, COPY);
      replay.calls(2, List.of(GETPID.code(), GETPID.code(), GETPID.code()), 1);

      assertThat(calls(detector, FIRST)).isEqualTo(3);
    }
  }

  @Test
  void shouldSayThatThereIsNoProfileToShare() {
    try (Detector detector = load()) {
      detector.replay().exec(0, FIRST);

      assertThat(detector.alias(FIRST, COPY)).isEqualTo(OperationResult.NO_SUCH_PROFILE);
      assertThat(detector.alias(COPY, FIRST)).isEqualTo(OperationResult.NO_SUCH_PROFILE);
    }
  }

  private static Detector load() {
    Detector detector = Detector.load(Settings.defaults(), new Limits(1 << 20, 16));
    detector.apply(KernelSettings.of(ModelSettings.defaults(), Settings.defaults()));
    return detector;
  }

  private static long calls(Detector detector, long key) {
    return detector.profile(key).orElseThrow().counters().calls();
  }
}
