package dev.phleet.collector.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import dev.phleet.collector.detector.KernelCounters;
import dev.phleet.collector.detector.Limits;
import dev.phleet.collector.model.ModelSettings;
import java.util.List;

/** Runs a script in the model and in the kernel, and demands that both tell the same. */
final class Scenario {
  static final String PROGRAM = "subject";
  private static final Limits ROOMY = new Limits(4 << 20, 64);

  private Scenario() {}

  /** Runs the script; what both sides told, in order. */
  static List<String> agree(ModelSettings settings, Programs programs, Script script) {
    ModelRun model = ModelRun.of(settings, PROGRAM, script);
    try (LiveRun live =
        LiveRun.start(
            settings,
            ROOMY,
            programs.program(LiveRun.LAUNCHER),
            programs.program(PROGRAM),
            script)) {
      live.release();
      visitPauses(live, model);
      assertThat(live.subject().awaitEnd()).as("exit code of the program").isZero();
      assertThat(live.told()).containsExactlyElementsOf(model.told());
      assertThat(live.counters()).isEqualTo(model.counters());
      assertNothingLost(live.detector().counters());
    }
    return model.told();
  }

  private static void visitPauses(LiveRun live, ModelRun model) {
    for (int i = 0; i < model.pauses().size(); i++) {
      ModelRun.Pause pause = model.pauses().get(i);
      live.subject().awaitPause();
      assertThat(live.counters()).as("counters at pause %d", i).isEqualTo(pause.counters());
      live.operate(pause.deed(), pause.settings());
      live.subject().release();
    }
  }

  private static void assertNothingLost(KernelCounters counters) {
    assertThat(counters.droppedInAll()).isZero();
    assertThat(counters.tasksFailed()).isZero();
    assertThat(counters.profilesFull()).isZero();
    assertThat(counters.pairsFull()).isZero();
    assertThat(counters.callsFull()).isZero();
    assertThat(counters.contended()).isZero();
  }
}
