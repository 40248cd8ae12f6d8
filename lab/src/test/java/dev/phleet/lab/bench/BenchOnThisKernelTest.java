package dev.phleet.lab.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The benches against the real kernel, too short for their figures to mean much. */
class BenchOnThisKernelTest {
  private static final int BUDGET_OF_A_PROFILE = 32 * 1024;
  private static final int BUDGET_OF_A_TASK = 256;

  /**
   * Without a process: whoever else is on the hook only makes a call slower, which is no matter
   * here.
   */
  @TempDir Path nobody;

  @Test
  void shouldMeasureEveryRowBareWithEmptyProgramsAndInEveryState() {
    // Without the one that compiles what has to be downloaded, and takes longer than all others.
    List<OverheadRow> rows =
        OverheadRow.possible(Runtime.getRuntime().availableProcessors()).stream()
            .filter(row -> row != OverheadRow.COMPILE)
            .toList();
    OverheadTable table =
        new OverheadBench(
                new OverheadBench.Effort(1, 100), rows, new Neighbours(nobody, 0), done -> {})
            .run();

    assertThat(table.lines().stream().map(OverheadTable.Line::row).distinct())
        .containsExactlyElementsOf(rows);
    assertThat(table.compiled()).containsOnlyKeys(OverheadRow.COMPILE_SMALL);
    for (OverheadTable.Line line : table.lines()) {
      OverheadFigures figures = line.figures();
      assertThat(figures.subjects())
          .as(line.label())
          .containsExactly("bare", "empty", "training", "frozen", "normal");
      for (String subject : figures.subjects()) {
        assertThat(figures.cost(subject).median()).as(line.label()).isNotNegative();
      }
    }
  }

  @Test
  void shouldSaveAndLoadEveryProfile() {
    SavingBench.Figures figures = new SavingBench(20, 50).run();

    assertThat(figures.profiles()).isEqualTo(20);
    assertThat(figures.fileBytes()).isPositive();
    assertThat(figures.save().took()).isPositive();
    assertThat(figures.load().allocated()).isPositive();
  }

  @Test
  void shouldKeepAProfileOfFiftyCallsWithinItsBudget() {
    ProfileMemory memory = new MemoryBench(50).run();

    assertThat(memory.distinctCalls()).isEqualTo(50);
    // Every call has a row of training data, and those of the loop have one of test data too.
    assertThat(memory.rows()).isBetween(51, 100);
    assertThat(memory.bytes()).isLessThanOrEqualTo(BUDGET_OF_A_PROFILE);
    assertThat(memory.taskBytes()).isBetween(1, BUDGET_OF_A_TASK);
  }
}
