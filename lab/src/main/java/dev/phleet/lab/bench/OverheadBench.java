package dev.phleet.lab.bench;

import dev.phleet.collector.event.ProfileState;
import dev.phleet.collector.libbpf.BpfLink;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
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

  /** A round with somebody else's program on the hook is measured again; a machine may be busy. */
  private static final int MOST_DISTURBED_ROUNDS = 100;

  private final int rounds;
  private final int calls;
  private final int chunks;
  private final Neighbours neighbours;
  private final IntConsumer progress;

  /**
   * Says what to measure.
   *
   * @param rounds samples of each subject
   * @param calls calls in a chunk
   * @param chunks chunks in a sample, of which the median counts
   * @param neighbours who else may be on the hook; a round with one of them is measured again
   * @param progress told the number of each round that is done
   */
  OverheadBench(int rounds, int calls, int chunks, Neighbours neighbours, IntConsumer progress) {
    this.rounds = rounds;
    this.calls = calls;
    this.chunks = chunks;
    this.neighbours = neighbours;
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
    int disturbed = 0;
    for (int round = 0; round < rounds; ) {
      List<Long> before = neighbours.present();
      Map<String, Double> samples = round(round, load, subjects);
      List<Long> others = before.isEmpty() ? neighbours.present() : before;
      if (others.isEmpty()) {
        samples.forEach(figures::add);
        progress.accept(++round);
      } else if (++disturbed > MOST_DISTURBED_ROUNDS) {
        throw new BenchException(
            "process %s has a program on the same hook, so that no call is bare; end it and try again"
                .formatted(others.get(0)));
      }
    }
    return figures;
  }

  private Map<String, Double> round(int number, LoadProgram load, List<Subject> subjects) {
    Map<String, Double> samples = new LinkedHashMap<>();
    for (int turn = 0; turn < subjects.size(); turn++) {
      Subject subject = subjects.get((number + turn) % subjects.size());
      Subject.Handle attached = subject.attach();
      try {
        samples.put(subject.name(), load.getppid(calls, chunks));
      } finally {
        attached.close();
      }
      subject.verify();
    }
    return samples;
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
