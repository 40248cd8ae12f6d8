package dev.phleet.collector.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import dev.phleet.collector.detector.Detector;
import dev.phleet.collector.detector.OperationResult;
import dev.phleet.collector.detector.Replay;
import dev.phleet.collector.detector.Settings;
import dev.phleet.collector.event.Created;
import dev.phleet.collector.event.EventDecoder;
import dev.phleet.collector.event.KernelEvent;
import dev.phleet.collector.model.ModelDetector;
import dev.phleet.collector.model.ModelProfile;
import dev.phleet.collector.model.ModelSettings;
import dev.phleet.collector.model.ModelState;
import dev.phleet.collector.model.ModelTask;
import dev.phleet.collector.model.Outcome;
import dev.phleet.collector.model.Pair;
import dev.phleet.collector.profile.ProfileImage;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Supplier;

/**
 * Plays one history through the kernel's own step, without a hook, and through the model, and
 * compares: the outcome of every call, every event, and all counters after every act.
 */
final class ReplayComparison {
  private final Supplier<Detector> other;
  private Detector kernel;
  private Replay replay;
  private final ModelDetector model;
  private final long firstKey;
  private long now = 1_000;
  private final Map<String, Integer> tally = new TreeMap<>();

  /** Uses the profile keys from firstKey on, which nobody has used. */
  ReplayComparison(Detector kernel, ModelSettings settings, long firstKey) {
    this(
        kernel,
        () -> {
          throw new IllegalStateException("there is no other detector");
        },
        settings,
        firstKey);
  }

  /** The same, with detectors to which the profiles can be moved. */
  ReplayComparison(
      Detector kernel, Supplier<Detector> other, ModelSettings settings, long firstKey) {
    this.kernel = kernel;
    this.other = other;
    this.firstKey = firstKey;
    replay = kernel.replay();
    model = new ModelDetector(settings);
    kernel.apply(KernelSettings.of(settings, Settings.defaults()));
    for (int task = 0; task < Histories.TASKS; task++) {
      exec(task, task % Histories.PROGRAMS);
    }
    for (int program = 0; program < Histories.PROGRAMS; program++) {
      exec(Histories.TASKS - 1, program);
    }
    // Tasks have left the programs of another history, and that may have been told, too.
    kernel.poll(Duration.ZERO, left -> {});
  }

  /** Plays and compares. */
  void play(List<ReplayAct> acts) {
    for (ReplayAct act : acts) {
      List<Outcome> outcomes = playOne(act);
      outcomes.forEach(outcome -> tally.merge(kind(outcome), 1, Integer::sum));
      List<String> expected = words(outcomes);
      assertThat(events()).as("events of %s", act).containsExactlyElementsOf(expected);
      compareCounters();
    }
  }

  /** How often each thing was told: the reason of a change, or the kind of event. */
  Map<String, Integer> tally() {
    return tally;
  }

  private List<Outcome> playOne(ReplayAct act) {
    if (act instanceof ReplayAct.Calls made) {
      return call(made.task(), made.codes());
    }
    if (act instanceof ReplayAct.Operate operate) {
      return operate(operate);
    }
    if (act instanceof ReplayAct.Exec exec) {
      return exec(exec.task(), exec.program());
    } else if (act instanceof ReplayAct.Fork fork) {
      replay.fork(fork.parent(), fork.child());
      model.fork(fork.parent(), fork.child());
    } else if (act instanceof ReplayAct.Signal signal) {
      replay.signal(signal.task());
      model.signal(signal.task());
    } else if (act instanceof ReplayAct.Change change) {
      kernel.apply(KernelSettings.of(change.settings(), kernel.settings()));
      model.change(change.settings());
    } else if (act instanceof ReplayAct.Reclaim) {
      kernel.reclaim();
    } else if (act instanceof ReplayAct.Reload) {
      reload();
    }
    return List.of();
  }

  private void reload() {
    Detector next = other.get();
    next.apply(kernel.settings());
    List<Integer> programs = new ArrayList<>();
    for (int task = 0; task < Histories.TASKS; task++) {
      programs.add((int) (model.task(task).orElseThrow().profile().key() - firstKey));
      replay.exit(task);
      model.exit(task);
    }
    for (int program = 0; program < Histories.PROGRAMS; program++) {
      ProfileImage image = kernel.export(firstKey + program).orElseThrow();
      ModelProfile known = model.profile(firstKey + program);
      assertThat(pairs(image.training())).isEqualTo(known.training());
      // Of a profile that never was normal the model has no test data either.
      assertThat(pairs(image.test())).isEqualTo(known.test());
      next.restore(image);
      assertThat(next.export(image.key())).contains(image);
    }
    kernel.poll(Duration.ZERO, left -> {});
    kernel = next;
    replay = next.replay();
    for (int task = 0; task < Histories.TASKS; task++) {
      exec(task, programs.get(task));
    }
    kernel.poll(Duration.ZERO, left -> {});
    tally.merge("Reload", 1, Integer::sum);
  }

  private static Set<Pair> pairs(List<ProfileImage.Pair> pairs) {
    Set<Pair> all = new HashSet<>();
    for (ProfileImage.Pair pair : pairs) {
      for (int d = 0; d < Byte.SIZE; d++) {
        if ((pair.distances() >> d & 1) == 1) {
          all.add(new Pair(pair.current(), pair.previous(), d + 1));
        }
      }
    }
    return all;
  }

  private List<Outcome> exec(int task, int program) {
    replay.exec(task, firstKey + program);
    return model.exec(task, firstKey + program);
  }

  private List<Outcome> call(int task, List<Integer> codes) {
    List<Replay.Outcome> judged = replay.calls(task, codes, now);
    List<Outcome> told = new ArrayList<>();
    for (int i = 0; i < codes.size(); i++, now++) {
      List<Outcome> outcomes =
          codes.get(i) == Sys.RT_SIGRETURN.code()
              ? model.signalReturn(task, codes.get(i), now)
              : model.call(task, codes.get(i), now);
      ModelTask after = model.task(task).orElseThrow();
      // Only what is tested has an LFC: elsewhere a frame may be emptied now or at the next test.
      boolean tested = after.profile().state() == ModelState.NORMAL && !after.profile().ignored();
      assertThat(judged.get(i))
          .as("call %d of %s", i, codes)
          .isEqualTo(
              new Replay.Outcome(
                  learned(outcomes),
                  mismatched(outcomes),
                  tested ? after.lfc() : judged.get(i).lfc(),
                  after.maxLfc(),
                  judged.get(i).state(),
                  judged.get(i).gramNew(),
                  judged.get(i).gramMissing(),
                  tested ? after.score() : judged.get(i).score(),
                  tested ? after.setDistance() : judged.get(i).setDistance()));
      assertThat(judged.get(i).state().name())
          .as("state after call %d of %s", i, codes)
          .isEqualTo(after.profile().state().name());
      told.addAll(outcomes);
    }
    return told;
  }

  private List<Outcome> operate(ReplayAct.Operate operate) {
    long key = firstKey + operate.program();
    assertThat(kernel.administer(operate.operation(), key)).isEqualTo(OperationResult.DONE);
    return switch (operate.operation()) {
      case NORMALIZE -> List.of(model.normalize(key));
      case TOLERIZE -> List.of(model.tolerize(key));
      case SENSITIZE -> List.of(model.sensitize(key));
      case RESET -> List.of(model.reset(key));
      case IGNORE -> List.of(model.ignore(key));
      case WATCH -> List.of(model.watch(key));
      case BREAK -> {
        model.breakWindows(key);
        yield List.of();
      }
    };
  }

  private List<String> events() {
    List<String> told = new ArrayList<>();
    kernel.poll(
        Duration.ZERO,
        bytes -> {
          KernelEvent event = (KernelEvent) EventDecoder.decode(bytes);
          if (!(event instanceof Created)) {
            told.add(Telling.of("profile " + event.header().profileKey(), event));
          }
        });
    return told;
  }

  private void compareCounters() {
    for (int program = 0; program < Histories.PROGRAMS; program++) {
      long key = firstKey + program;
      assertThat(Telling.counters(kernel.profile(key).orElseThrow().counters()))
          .as("counters of profile %d", key)
          .isEqualTo(model.profile(key).counters());
    }
  }

  private static List<String> words(List<Outcome> outcomes) {
    return outcomes.stream()
        .map(outcome -> Telling.of("profile " + outcome.profile(), outcome))
        .toList();
  }

  private static String kind(Outcome outcome) {
    return outcome instanceof Outcome.StateChange change
        ? change.reason().name()
        : outcome.getClass().getSimpleName();
  }

  private static int learned(List<Outcome> outcomes) {
    return outcomes.stream()
        .filter(Outcome.NewSequence.class::isInstance)
        .mapToInt(outcome -> bits(((Outcome.NewSequence) outcome).distances()))
        .sum();
  }

  private static int mismatched(List<Outcome> outcomes) {
    return outcomes.stream()
        .filter(Outcome.Anomaly.class::isInstance)
        .mapToInt(outcome -> bits(((Outcome.Anomaly) outcome).distances()))
        .sum();
  }

  private static int bits(Collection<Integer> distances) {
    return distances.stream().mapToInt(distance -> 1 << (distance - 1)).sum();
  }
}
