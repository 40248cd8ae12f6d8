package dev.phleet.collector.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import dev.phleet.collector.detector.KernelCounters;
import dev.phleet.collector.model.ModelSettings;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** Runs a script in the model and in the kernel, and demands that both tell the same. */
final class Scenario {
  static final String PROGRAM = "subject";

  private Scenario() {}

  /** Runs the script; what both sides told, in order. */
  static List<String> agree(Kernel kernel, ModelSettings settings, Script script) {
    return agree(kernel, kernel.programs(), settings, script);
  }

  /** The same with executables that the script knows. */
  static List<String> agree(
      Kernel kernel, Programs programs, ModelSettings settings, Script script) {
    ModelRun model = ModelRun.of(settings, PROGRAM, script);
    try (LiveRun live = LiveRun.start(kernel.detector(), settings, programs, script)) {
      live.subject().release();
      visitPauses(live, model);
      assertThat(live.subject().awaitEnd()).as("exit code of the program").isZero();
      assertSame(live.told(), model.told());
      assertThat(live.counters()).isEqualTo(model.counters());
      assertNothingLost(kernel.detector().counters());
    }
    return model.told();
  }

  /** In order, program by program: what two programs do at the same time has no order. */
  private static void assertSame(List<String> kernel, List<String> model) {
    Map<String, List<String>> expected = byProgram(model);
    byProgram(kernel)
        .forEach(
            (program, told) ->
                assertThat(told)
                    .as("told by the kernel, expected what the model told")
                    .containsExactlyElementsOf(expected.getOrDefault(program, List.of())));
    assertThat(kernel).hasSameSizeAs(model);
  }

  private static Map<String, List<String>> byProgram(List<String> told) {
    return told.stream()
        .collect(Collectors.groupingBy(line -> line.substring(0, line.indexOf(' '))));
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
