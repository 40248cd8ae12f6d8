package dev.phleet.collector.kernel;

import dev.phleet.collector.detector.Operation;
import dev.phleet.collector.model.CallCode;
import dev.phleet.collector.model.CallCode.Table;
import dev.phleet.collector.model.ModelOpinions;
import dev.phleet.collector.model.ModelSettings;
import java.util.ArrayList;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.Tuple;

/** Random histories, from such as programs have to such as none has. */
final class Histories {
  static final int TASKS = 4;
  static final int PROGRAMS = 3;

  /** Native numbers in use on x86_64, about. */
  private static final int NUMBERS = 460;

  private Histories() {}

  /** Everything at once: all kinds of calls, forks, signals, operations, changed settings. */
  static Arbitrary<List<ReplayAct>> eventful() {
    return Arbitraries.<ReplayAct>frequencyOf(
            Tuple.of(24, calls()),
            Tuple.of(1, execs()),
            Tuple.of(2, forks()),
            Tuple.of(4, signals()),
            Tuple.of(4, operations()),
            Tuple.of(2, Arbitraries.of(new ReplayAct.Reclaim())),
            Tuple.of(1, changes()))
        .list()
        .ofMinSize(10)
        .ofMaxSize(60);
  }

  /** One task of one program that ripens, is disturbed, and ripens again. */
  static Arbitrary<List<ReplayAct>> loops() {
    return loop().<ReplayAct>map(codes -> new ReplayAct.Calls(0, codes)).list().ofMaxSize(40);
  }

  /**
   * Programs with many windows, again and again: more than a profile's own cache holds, and than
   * the first rows beyond it do. Between them everything else that may happen.
   */
  static Arbitrary<List<ReplayAct>> manyWindows() {
    Arbitrary<List<Integer>> pattern =
        Arbitraries.integers()
            .between(0, 40)
            .map(CallCode::nativeCall)
            .list()
            .ofMinSize(150)
            .ofMaxSize(900);
    return pattern.flatMap(
        codes ->
            Arbitraries.<ReplayAct>frequencyOf(
                    Tuple.of(16, tasks().map(task -> new ReplayAct.Calls(task, codes))),
                    Tuple.of(2, calls()),
                    Tuple.of(1, forks()),
                    Tuple.of(1, signals()),
                    Tuple.of(2, operations()),
                    Tuple.of(2, Arbitraries.of(new ReplayAct.Reclaim())))
                .list()
                .ofMinSize(10)
                .ofMaxSize(40));
  }

  /** One task that uses more distinct calls than a byte can number. */
  static Arbitrary<List<ReplayAct>> manyCalls() {
    Arbitrary<List<Integer>> calls = uniform().list().ofMinSize(200).ofMaxSize(400);
    Arbitrary<Operation> operations = Arbitraries.of(Operation.NORMALIZE, Operation.SENSITIZE);
    return Arbitraries.<ReplayAct>frequencyOf(
            Tuple.of(4, calls.map(codes -> new ReplayAct.Calls(0, codes))),
            Tuple.of(1, operations.map(operation -> new ReplayAct.Operate(operation, 0))))
        .list()
        .ofMinSize(4)
        .ofMaxSize(8);
  }

  /** The same histories, the profiles being moved to another detector now and then. */
  static Arbitrary<List<ReplayAct>> reloaded(Arbitrary<List<ReplayAct>> histories) {
    return Combinators.combine(histories, Arbitraries.integers().between(1, 11))
        .as(
            (acts, every) -> {
              List<ReplayAct> all = new ArrayList<>();
              for (ReplayAct act : acts) {
                all.add(act);
                if (all.size() % (every + 1) == every) {
                  all.add(new ReplayAct.Reload());
                }
              }
              return all;
            });
  }

  static Arbitrary<ModelSettings> settings() {
    Arbitrary<Long> waits = Arbitraries.of(0L, 1L, 23L, 499L, 1_000_000_000L);
    Arbitrary<Integer> anomalies = Arbitraries.of(0, 3, 30, 100_000);
    Arbitrary<Integer> tolerated = Arbitraries.of(0, 2, 12, 128);
    Arbitrary<Integer> lengths =
        Arbitraries.frequency(Tuple.of(6, 9), Tuple.of(1, 2), Tuple.of(1, 5));
    Arbitrary<Integer> frames = Arbitraries.of(128, 128, 1, 7, 64, 65, 127);
    Arbitrary<Integer> numerators = Arbitraries.of(128, 40, 64);
    return Combinators.combine(waits, anomalies, tolerated, lengths, frames, numerators)
        .as(
            (wait, anomaly, tolerize, length, frame, numerator) ->
                ModelSettings.defaults()
                    .withNormalWait(wait)
                    .withLimits(anomaly, tolerize)
                    .withWindowLength(length)
                    .withLocalityWindow(frame)
                    .withFactor(numerator, 32))
        .flatMap(made -> Arbitraries.integers().between(0, 3).map(made::withSignalFrames))
        .flatMap(made -> opinions().map(made::withOpinions));
  }

  private static Arbitrary<ModelOpinions> opinions() {
    Arbitrary<Boolean> mostly = Arbitraries.frequency(Tuple.of(4, true), Tuple.of(1, false));
    return Combinators.combine(
            mostly, mostly, Arbitraries.of(0, 100, 800, 2500), Arbitraries.of(0, 1, 4))
        .as(ModelOpinions::new);
  }

  private static Arbitrary<ReplayAct> calls() {
    Arbitrary<List<Integer>> codes =
        Arbitraries.frequencyOf(
            Tuple.of(6, loop()),
            Tuple.of(3, heavyTailed().list().ofMaxSize(150)),
            Tuple.of(1, uniform().list().ofMaxSize(150)),
            Tuple.of(1, odd().list().ofMaxSize(30)));
    return Combinators.combine(tasks(), codes).as(ReplayAct.Calls::new);
  }

  /** A short pattern, many times over, with a call that does not belong here and there. */
  private static Arbitrary<List<Integer>> loop() {
    Arbitrary<List<Integer>> pattern = heavyTailed().list().ofMinSize(1).ofMaxSize(7);
    Arbitrary<Integer> rounds = Arbitraries.integers().between(1, 40);
    Arbitrary<List<Integer>> strangers = uniform().list().ofMaxSize(3);
    return Combinators.combine(pattern, rounds, strangers).as(Histories::noisyLoop);
  }

  private static List<Integer> noisyLoop(
      List<Integer> pattern, int rounds, List<Integer> strangers) {
    List<Integer> codes = new ArrayList<>();
    for (int round = 0; round < rounds; round++) {
      codes.addAll(pattern);
      if (!strangers.isEmpty() && round % 11 == 10) {
        codes.add(strangers.get(round / 11 % strangers.size()));
      }
    }
    return codes;
  }

  /** A few calls nearly always, many calls seldom. */
  private static Arbitrary<Integer> heavyTailed() {
    return Arbitraries.integers()
        .between(0, 9999)
        .map(i -> CallCode.nativeCall((int) (NUMBERS * Math.pow(i / 10_000.0, 8))));
  }

  private static Arbitrary<Integer> uniform() {
    return Arbitraries.integers().between(0, NUMBERS - 1).map(CallCode::nativeCall);
  }

  /** Other tables, numbers that no call has, and returns from signals. */
  private static Arbitrary<Integer> odd() {
    return Arbitraries.frequencyOf(
        Tuple.of(2, Combinators.combine(Arbitraries.of(Table.values()), number()).as(CallCode::of)),
        Tuple.of(1, Arbitraries.just(Sys.RT_SIGRETURN.code())));
  }

  private static Arbitrary<Integer> number() {
    // Without the returns from signals of the other tables, which the model is told of in words.
    return Arbitraries.of(0, 1, 20, 39, 118, 174, 511, 512, 600, 1022, 1023, 5000);
  }

  private static Arbitrary<Integer> tasks() {
    return Arbitraries.integers().between(0, TASKS - 1);
  }

  private static Arbitrary<Integer> programs() {
    return Arbitraries.integers().between(0, PROGRAMS - 1);
  }

  private static Arbitrary<ReplayAct> execs() {
    return Combinators.combine(tasks(), programs()).as(ReplayAct.Exec::new);
  }

  private static Arbitrary<ReplayAct> forks() {
    return Combinators.combine(tasks(), tasks())
        .as(ReplayAct.Fork::new)
        .filter(fork -> fork.parent() != fork.child())
        .map(fork -> fork);
  }

  private static Arbitrary<ReplayAct> signals() {
    return tasks().map(ReplayAct.Signal::new);
  }

  private static Arbitrary<ReplayAct> operations() {
    Arbitrary<Operation> operations =
        Arbitraries.frequency(
            Tuple.of(6, Operation.NORMALIZE),
            Tuple.of(2, Operation.TOLERIZE),
            Tuple.of(2, Operation.SENSITIZE),
            Tuple.of(2, Operation.RESET),
            Tuple.of(1, Operation.IGNORE),
            Tuple.of(4, Operation.WATCH),
            Tuple.of(1, Operation.BREAK));
    return Combinators.combine(operations, programs()).as(ReplayAct.Operate::new);
  }

  private static Arbitrary<ReplayAct> changes() {
    return settings().map(ReplayAct.Change::new);
  }
}
