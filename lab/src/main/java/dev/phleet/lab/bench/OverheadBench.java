package dev.phleet.lab.bench;

import dev.phleet.collector.event.ProfileState;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * What the detector adds to system calls and to what is made of them: each row alternately with
 * nothing on the hooks, with empty programs on them, and with the detector in each of a profile's
 * states. One round measures each once; every round starts with another, so that a machine that
 * drifts does not favour one.
 */
final class OverheadBench {
  private static final int LEARNING_CHUNKS = 3;

  /**
   * A row of a round is measured again when somebody else's program was on the hook or a profile
   * changed its state; a machine may be busy.
   */
  private static final int MOST_REPETITIONS = 100;

  private final Effort effort;
  private final List<OverheadRow> rows;
  private final Neighbours neighbours;
  private final Consumer<String> progress;
  private int repetitions;

  /**
   * Says what to measure.
   *
   * @param effort how often
   * @param rows what
   * @param neighbours who else may be on the hook
   * @param progress told in a line what is done
   */
  OverheadBench(
      Effort effort, List<OverheadRow> rows, Neighbours neighbours, Consumer<String> progress) {
    this.effort = effort;
    this.rows = List.copyOf(rows);
    this.neighbours = neighbours;
    this.progress = progress;
  }

  /**
   * How much of the full measurement is made.
   *
   * @param rounds samples of each subject
   * @param divisor by how much fewer calls and chunks than a row asks for, though not fewer than
   *     were learned; 1 for figures that mean something
   */
  record Effort(int rounds, int divisor) {
    int calls(OverheadRow row) {
      return divisor == 1 ? row.calls() : Math.max(row.learningCalls(), row.calls() / divisor);
    }

    int chunks(OverheadRow row) {
      return divisor == 1 ? row.chunks() : Math.max(LEARNING_CHUNKS, row.chunks() / divisor);
    }
  }

  /**
   * Measures.
   *
   * @throws BenchException when a measurement could not be made
   * @throws dev.phleet.collector.libbpf.LibbpfException when the kernel refuses a program
   */
  OverheadTable run() {
    OverheadTable.Samples samples = new OverheadTable.Samples();
    try (LoadProgram load = LoadProgram.start();
        EmptyProgram empty = EmptyProgram.load()) {
      // Before anything is measured: what there is to compile may not be to be had.
      rows.stream().filter(OverheadRow::compiles).forEach(load::project);
      measure(load, empty, rows.stream().filter(row -> row.strays() == 0).toList(), samples);
      // Each apart: what is new in others' programs must not touch what else is measured.
      for (OverheadRow row : rows) {
        if (row.strays() > 0) {
          measure(load, empty, List.of(row), samples);
        }
      }
      Map<OverheadRow, String> compiled = new EnumMap<>(OverheadRow.class);
      rows.stream()
          .filter(OverheadRow::compiles)
          .forEach(row -> compiled.put(row, load.project(row).description()));
      return new OverheadTable(effort.rounds(), samples.lines(), compiled);
    }
  }

  /**
   * The compiler's programs are apart: what is new in them must not touch what else is measured.
   */
  private void measure(
      LoadProgram load,
      EmptyProgram empty,
      List<OverheadRow> together,
      OverheadTable.Samples samples) {
    if (together.isEmpty()) {
      return;
    }
    double strays = together.get(0).strays();
    try (DetectorInState training = prepare(ProfileState.TRAINING, load, strays, together);
        DetectorInState frozen = prepare(ProfileState.FROZEN, load, strays, together);
        DetectorInState normal = prepare(ProfileState.NORMAL, load, strays, together)) {
      List<Subject> subjects = List.of(new Nothing(), empty, training, frozen, normal);
      measure(load, subjects, together, samples);
    }
  }

  private DetectorInState prepare(
      ProfileState state, LoadProgram load, double strays, List<OverheadRow> together) {
    DetectorInState prepared =
        DetectorInState.prepare(
            state,
            load,
            strays,
            () -> together.forEach(row -> load.measure(row, row.learningCalls(), LEARNING_CHUNKS)));
    progress.accept(
        "%s, %s: prepared"
            .formatted(
                together.size() == 1 ? together.get(0).label() : together.size() + " rows",
                prepared.name()));
    return prepared;
  }

  private void measure(
      LoadProgram load,
      List<Subject> subjects,
      List<OverheadRow> together,
      OverheadTable.Samples samples) {
    for (int round = 0; round < effort.rounds(); round++) {
      for (OverheadRow row : together) {
        Optional<Map<String, List<Double>>> sample = round(round, row, load, subjects);
        while (sample.isEmpty()) {
          sample = round(round, row, load, subjects);
        }
        sample.get().forEach((subject, values) -> samples.add(row, subject, values));
      }
      progress.accept("round %d of %d".formatted(round + 1, effort.rounds()));
    }
  }

  /** Nothing when something else than what was meant was measured. */
  private Optional<Map<String, List<Double>>> round(
      int number, OverheadRow row, LoadProgram load, List<Subject> subjects) {
    List<Long> before = neighbours.present();
    Map<String, List<Double>> samples = new LinkedHashMap<>();
    // In the order of the list first, so that the figures come in that order.
    subjects.forEach(subject -> samples.put(subject.name(), List.of()));
    for (int turn = 0; turn < subjects.size(); turn++) {
      Subject subject = subjects.get((number + turn) % subjects.size());
      Subject.Handle attached = subject.attach();
      try {
        samples.put(subject.name(), load.measure(row, effort.calls(row), effort.chunks(row)));
      } finally {
        attached.close();
      }
      if (!subject.held()) {
        repeat(
            "a program of the load left the state %s again and again in the row %s"
                .formatted(subject.name(), row.label()));
        subject.restore();
        return Optional.empty();
      }
    }
    List<Long> others = before.isEmpty() ? neighbours.present() : before;
    if (!others.isEmpty()) {
      repeat(
          "process %s has a program on the same hook, so that no call is bare; end it and try again"
              .formatted(others.get(0)));
      return Optional.empty();
    }
    return Optional.of(samples);
  }

  private void repeat(String why) {
    if (++repetitions > MOST_REPETITIONS) {
      throw new BenchException(why);
    }
  }

  /** Nothing on any hook. */
  private static final class Nothing implements Subject {
    @Override
    public String name() {
      return OverheadFigures.BARE;
    }

    @Override
    public Handle attach() {
      return () -> {};
    }
  }
}
