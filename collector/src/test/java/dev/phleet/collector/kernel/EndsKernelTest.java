package dev.phleet.collector.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import dev.phleet.collector.detector.Detector;
import dev.phleet.collector.detector.Limits;
import dev.phleet.collector.detector.Operation;
import dev.phleet.collector.detector.Replay;
import dev.phleet.collector.detector.Settings;
import dev.phleet.collector.model.ModelDetector;
import dev.phleet.collector.model.ModelOpinions;
import dev.phleet.collector.model.ModelSettings;
import dev.phleet.collector.model.ModelTask;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.ShrinkingMode;
import net.jqwik.api.Tuple;
import net.jqwik.api.lifecycle.AfterProperty;
import net.jqwik.api.lifecycle.BeforeProperty;

/**
 * Tasks that end with few different sets of calls, known ones and strange ones, again and again,
 * while an administrator changes what is known: against the model, end by end. No hook is attached.
 */
@NeedsKernel
class EndsKernelTest {
  private static final String SEED = "20230923";
  private static final int TASK = 0;
  private static final int USUAL_CALLS = 12;

  /** Only what becomes normal is tested. */
  private static final List<Operation> CHANGES =
      List.of(
          Operation.NORMALIZE,
          Operation.NORMALIZE,
          Operation.NORMALIZE,
          Operation.SENSITIZE,
          Operation.TOLERIZE,
          Operation.RESET);

  private Detector detector;
  private Replay replay;
  private ModelDetector model;
  private long key;
  private int strange;
  private int strangeAgain;

  @BeforeProperty
  void load() {
    detector = Detector.load(Settings.defaults(), new Limits(1 << 20, 2048));
    replay = detector.replay();
  }

  @AfterProperty
  void muchHasHappened() {
    detector.close();
    assertThat(strange).as("ends with a set that the test data lacks").isGreaterThan(1_000);
    assertThat(strangeAgain).as("the same at once again").isGreaterThan(300);
  }

  /** A task that ends with a set, a bit a call, or what is done to the profile between two ends. */
  private record Step(int set, Operation operation) {
    static Step end(int set) {
      return new Step(set, null);
    }

    static Step operate(Operation operation) {
      return new Step(0, operation);
    }
  }

  @Property(tries = 151, seed = SEED, shrinking = ShrinkingMode.BOUNDED)
  void shouldMeasureEachEndAsTheModelDoes(@ForAll("steps") List<Step> steps) {
    ModelSettings settings =
        ModelSettings.defaults()
            .withLimits(Integer.MAX_VALUE, 128)
            .withOpinions(new ModelOpinions(true, true, 0, 4));
    detector.apply(KernelSettings.of(settings, Settings.defaults()));
    model = new ModelDetector(settings);
    key++;
    start();
    int last = 0;
    for (Step step : steps) {
      if (step.operation() != null) {
        operate(step.operation());
      } else {
        int distance = end(step.set());
        strange += distance > 0 ? 1 : 0;
        strangeAgain += distance > 0 && last == step.set() ? 1 : 0;
        last = step.set();
      }
    }
    detector.poll(Duration.ZERO, told -> {});
  }

  private int end(int set) {
    List<Integer> codes = new ArrayList<>();
    for (int call = 0; call < USUAL_CALLS; call++) {
      if ((set >> call & 1) == 1) {
        codes.add(101 + call);
      }
    }
    replay.calls(TASK, codes, 1);
    codes.forEach(code -> model.call(TASK, code, 1));
    ModelTask task = model.task(TASK).orElseThrow();
    Replay.End end = replay.exit(TASK);
    model.exit(TASK);
    start();
    assertThat(end.setDistance()).as("distance of %x", set).isEqualTo(task.setDistance());
    assertThat(detector.profile(key).orElseThrow().counters().callSets())
        .as("sets after %x", set)
        .isEqualTo(task.profile().counters().callSets());
    return end.setDistance();
  }

  /** At once, so that nothing that is done to the profile falls between an end and a start. */
  private void start() {
    replay.exec(TASK, key);
    model.exec(TASK, key);
  }

  private void operate(Operation operation) {
    detector.administer(operation, key);
    switch (operation) {
      case NORMALIZE -> model.normalize(key);
      case TOLERIZE -> model.tolerize(key);
      case SENSITIZE -> model.sensitize(key);
      default -> model.reset(key);
    }
  }

  @Provide
  Arbitrary<List<Step>> steps() {
    Arbitrary<Step> ends =
        Arbitraries.oneOf(
                Arbitraries.of(0x3, 0xf, 0x30, 0xff0, 0xfff),
                Arbitraries.integers().between(1, (1 << USUAL_CALLS) - 1))
            .map(Step::end);
    Arbitrary<Step> operations = Arbitraries.of(CHANGES).map(Step::operate);
    // The same end again at once, more often than chance would have it.
    Arbitrary<List<Step>> again = ends.map(step -> List.of(step, step, step));
    return Arbitraries.frequencyOf(
            Tuple.of(8, again),
            Tuple.of(4, ends.map(List::of)),
            Tuple.of(2, operations.map(List::of)))
        .list()
        .ofMinSize(20)
        .ofMaxSize(60)
        .map(lists -> lists.stream().flatMap(List::stream).toList());
  }
}
