package dev.phleet.collector.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import dev.phleet.collector.detector.Operation;
import dev.phleet.collector.detector.OperationResult;
import dev.phleet.collector.detector.Settings;
import dev.phleet.collector.detector.TapedAnomaly;
import dev.phleet.collector.detector.TapedTrace;
import dev.phleet.collector.event.EventKind;
import dev.phleet.collector.event.WindowEvent;
import dev.phleet.collector.model.ModelSettings;
import dev.phleet.collector.replay.CallTexts;
import dev.phleet.collector.replay.Playback;
import dev.phleet.collector.replay.Recording;
import dev.phleet.collector.replay.Trace;
import dev.phleet.collector.replay.Verdicts;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Recordings through the kernel, against the model and against the program that was recorded. */
@NeedsKernel
final class PlaybackKernelTest {
  @TempDir private Path directory;

  /** What was told, and nothing else. */
  private static final class Told implements Verdicts {
    private final List<Sight> anomalies = new ArrayList<>();
    private final List<String> traces = new ArrayList<>();

    @Override
    public void anomaly(Trace trace, TapedAnomaly anomaly) {
      anomalies.add(
          new Sight(anomaly.window(), anomaly.mismatches(), anomaly.lfc(), anomaly.maxLfc()));
    }

    @Override
    public void tested(Trace trace, TapedTrace outcome) {
      traces.add(trace.id() + " " + outcome.anomalies() + "/" + outcome.calls());
    }
  }

  /** As the samples were recorded: strace -f -o FILE ./subject WORD... */
  private static Script learned() {
    return Script.script()
        .times(5, Sys.GETUID)
        .installHandler()
        .raise(Script.script().times(1, Sys.GETGID))
        .fork(Script.script().times(3, Sys.GETEUID))
        .thread(Script.script().times(3, Sys.GETEGID))
        .times(4, Sys.SCHED_YIELD)
        .times(1, Sys.GETPID);
  }

  private static Script tested() {
    return Script.script()
        .times(2, Sys.GETUID)
        .installHandler()
        .raise(Script.script().calls(Sys.GETGID, Sys.GETEGID))
        .fork(Script.script().calls(Sys.GETEUID, Sys.SCHED_YIELD, Sys.GETEUID))
        .thread(Script.script().times(3, Sys.GETEGID).times(1, Sys.GETEUID))
        .times(4, Sys.SCHED_YIELD)
        .times(2, Sys.UMASK)
        .times(1, Sys.GETPID);
  }

  @Test
  void shouldFindInARecordingWhatIsFoundWhileTheProgramRuns(Kernel kernel)
      throws URISyntaxException {
    List<Recording> recordings =
        List.of(new Recording(sample("learned"), true), new Recording(sample("tested"), false));
    CallTexts calls = CallTexts.of("x86_64").orElseThrow();
    Told told = play(recordings, calls);

    assertThat(told.traces).hasSize(3);
    assertThat(named(told.anomalies, calls))
        .hasSize(10)
        .isEqualTo(named(live(kernel), CallTexts.ofThisMachine()));
    assertThat(told.anomalies).isEqualTo(model(recordings, calls));
  }

  @Test
  void shouldAgreeWithTheModelOnRandomTracesOfSeveralPrograms() throws IOException {
    Path file = Files.writeString(directory.resolve("traces"), randomTraces(new Random(230_923)));
    List<Recording> recordings = List.of(new Recording(file, false));
    CallTexts calls = CallTexts.of("none").orElseThrow();
    Told told = play(recordings, calls);

    // More than are left by one run of a tape.
    assertThat(told.anomalies).hasSizeGreaterThan(5_003);
    assertThat(told.anomalies).isEqualTo(model(recordings, calls));
  }

  @Test
  void shouldJudgeEveryTraceAsIfItWereTheOnlyOne() throws IOException {
    String learned = "train\tp\tt\t" + "0 1 2 3 ".repeat(20) + "\n";
    String strange = "attack\tp\ta\t" + "0 1 59 3 57 ".repeat(300) + "\n";
    String tested = "normal\tp\tb\t0 1 2 3 2 1\n";
    Path alone = Files.writeString(directory.resolve("alone"), tested + learned);
    Path after =
        Files.writeString(directory.resolve("after"), strange.repeat(7) + tested + learned);
    CallTexts calls = CallTexts.ofThisMachine();

    List<String> together = play(List.of(new Recording(after, false)), calls).traces;
    assertThat(together).hasSize(8);
    assertThat(together.subList(0, 7)).containsOnly(together.get(0));
    assertThat(together.subList(7, 8))
        .isEqualTo(play(List.of(new Recording(alone, false)), calls).traces)
        .containsExactly("b 2/6");
  }

  @Test
  void shouldLeaveOutWhatItHasNotLearned() throws IOException {
    Path file =
        Files.writeString(directory.resolve("traces"), "train\tp\tt\t0 1\nnormal\tq\ta\t0 1\n");
    Told told = new Told();
    try (Playback playback = new Playback(Settings.defaults(), told)) {
      playback.play(List.of(new Recording(file, false)), CallTexts.ofThisMachine(), "unknown");

      assertThat(playback.untrained()).containsOnlyKeys("q").containsValue(1);
      assertThat(playback.trained().calls()).isEqualTo(2);
      assertThat(playback.tested().traces()).isZero();
    }
    assertThat(told.traces).isEmpty();
  }

  private static Told play(List<Recording> recordings, CallTexts calls) {
    Told told = new Told();
    try (Playback playback = new Playback(Settings.defaults(), told)) {
      playback.play(recordings, calls, "unknown");
    }
    return told;
  }

  private static List<Sight> model(List<Recording> recordings, CallTexts calls) {
    ModelStage stage = new ModelStage();
    recordings.forEach(recording -> recording.play(stage, calls, "unknown"));
    stage.test();
    recordings.stream()
        .filter(recording -> !recording.trains())
        .forEach(recording -> recording.play(stage, calls, "unknown"));
    return stage.anomalies();
  }

  /** The program learns in one process, and is tested in another. */
  private static List<Sight> live(Kernel kernel) {
    ModelSettings settings = ModelSettings.defaults().withLimits(Integer.MAX_VALUE, 128);
    Programs programs = kernel.programs();
    try (LiveRun run = LiveRun.start(kernel.detector(), settings, programs, learned())) {
      run.subject().release();
      assertThat(run.subject().awaitEnd()).isZero();
      assertThat(kernel.detector().administer(Operation.NORMALIZE, run.key(Scenario.PROGRAM)))
          .isEqualTo(OperationResult.DONE);
    }
    try (LiveRun run = LiveRun.start(kernel.detector(), settings, programs, tested())) {
      run.subject().release();
      assertThat(run.subject().awaitEnd()).isZero();
      return run.events().stream()
          .filter(event -> event.header().kind() == EventKind.ANOMALY)
          .map(WindowEvent.class::cast)
          .map(e -> new Sight(e.calls(), e.missingDistances(), e.lfc(), e.maxLfc()))
          .toList();
    }
  }

  private static List<String> named(List<Sight> anomalies, CallTexts calls) {
    return anomalies.stream()
        .map(
            a ->
                a.window().stream().map(calls::name).toList() + " " + a.distances() + " " + a.lfc())
        .toList();
  }

  private static Path sample(String name) throws URISyntaxException {
    return Path.of(Recording.class.getResource(name + ".strace").toURI());
  }

  private static String randomTraces(Random random) {
    StringBuilder text = new StringBuilder();
    for (int trace = 0; trace < 97; trace++) {
      int program = random.nextInt(3);
      text.append(random.nextInt(3) == 0 || trace < 3 ? "train" : "normal");
      text.append("\tprogram").append(trace < 3 ? trace : program).append("\t").append(trace);
      text.append("\t");
      for (int call = random.nextInt(400); call > 0; call--) {
        int kinds = random.nextInt(20) == 0 ? 300 : 23;
        text.append(random.nextInt(kinds)).append(' ');
      }
      text.append("\n");
    }
    return text.toString();
  }
}
