package dev.phleet.lab.bench;

import dev.phleet.collector.event.ProfileState;
import dev.phleet.collector.libbpf.BpfLink;
import java.util.List;
import java.util.function.IntConsumer;
import java.util.function.Supplier;

/**
 * What the detector adds to a system call: a getppid loop, alternately with nothing on the hook,
 * with an empty program on it, and with the detector in each of a profile's states. One round
 * measures each once; every round starts with another, so that a machine that drifts does not
 * favour one.
 */
final class OverheadBench {
  private static final int TEACHING_CALLS = 100;

  private final int rounds;
  private final int calls;
  private final int chunks;
  private final IntConsumer progress;

  /**
   * Says what to measure.
   *
   * @param rounds samples of each subject
   * @param calls calls in a chunk
   * @param chunks chunks in a sample, of which the median counts
   * @param progress told the number of each round that is done
   */
  OverheadBench(int rounds, int calls, int chunks, IntConsumer progress) {
    this.rounds = rounds;
    this.calls = calls;
    this.chunks = chunks;
    this.progress = progress;
  }

  /**
   * Measures.
   *
   * @throws BenchException when a measurement could not be made
   * @throws dev.phleet.collector.libbpf.LibbpfException when the kernel refuses a program
   */
  OverheadFigures run() {
    try (LoadProgram load = LoadProgram.start();
        EmptyProgram empty = EmptyProgram.load();
        DetectorInState training = prepare(ProfileState.TRAINING, load);
        DetectorInState frozen = prepare(ProfileState.FROZEN, load);
        DetectorInState normal = prepare(ProfileState.NORMAL, load)) {
      return measure(load, List.of(bare(), on(empty), training, frozen, normal));
    }
  }

  private static DetectorInState prepare(ProfileState state, LoadProgram load) {
    return DetectorInState.prepare(state, load, () -> load.getppid(TEACHING_CALLS, 1));
  }

  private OverheadFigures measure(LoadProgram load, List<Subject> subjects) {
    OverheadFigures figures = new OverheadFigures();
    for (int round = 0; round < rounds; round++) {
      for (int turn = 0; turn < subjects.size(); turn++) {
        Subject subject = subjects.get((round + turn) % subjects.size());
        Subject.Handle attached = subject.attach();
        try {
          figures.add(subject.name(), load.getppid(calls, chunks));
        } finally {
          attached.close();
        }
        subject.verify();
      }
      progress.accept(round + 1);
    }
    return figures;
  }

  private static Subject bare() {
    return subject(OverheadFigures.BARE, () -> () -> {});
  }

  private static Subject on(EmptyProgram program) {
    return subject(
        OverheadFigures.EMPTY,
        () -> {
          BpfLink link = program.attach();
          return link::close;
        });
  }

  private static Subject subject(String name, Supplier<Subject.Handle> attach) {
    return new Subject() {
      @Override
      public String name() {
        return name;
      }

      @Override
      public Handle attach() {
        return attach.get();
      }
    };
  }
}
