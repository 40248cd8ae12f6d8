package dev.phleet.lab.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class LoadProgramTest {
  /** All but the one that compiles what a test cannot count on: see {@link LibrariesTest}. */
  static Iterable<OverheadRow> rows() {
    return OverheadRow.possible(Runtime.getRuntime().availableProcessors()).stream()
        .filter(row -> row != OverheadRow.COMPILE)
        .toList();
  }

  @ParameterizedTest
  @MethodSource("rows")
  void shouldGiveATimeForEveryMeasureOfARow(OverheadRow row) {
    try (LoadProgram load = LoadProgram.start()) {
      assertThat(load.measure(row, 1, 3))
          .hasSize(row.measures().size())
          .allSatisfy(nanos -> assertThat(nanos).isNotNegative())
          .first()
          .satisfies(nanos -> assertThat(nanos).isPositive());
    }
  }

  @Test
  void shouldLeaveNoFileBehind() {
    Path directory;
    try (LoadProgram load = LoadProgram.start()) {
      directory = load.project(OverheadRow.COMPILE_SMALL).directory().getParent();
      assertThat(directory).isDirectory();
    }
    assertThat(Files.exists(directory)).isFalse();
  }
}
