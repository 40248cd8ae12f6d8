package dev.phleet.collector.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import dev.phleet.collector.detector.Detector;
import dev.phleet.collector.detector.Limits;
import dev.phleet.collector.detector.OperationResult;
import dev.phleet.collector.detector.Settings;
import dev.phleet.collector.event.Created;
import dev.phleet.collector.event.EventDecoder;
import dev.phleet.collector.event.KernelEvent;
import dev.phleet.collector.model.ModelCounters;
import dev.phleet.collector.model.ModelSettings;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * A process of the test program, watched by the real detector.
 *
 * <p>The process starts as a launcher that waits. It is adopted, and only then becomes the program
 * under test by exec: so every call of that program is seen, from its first, in a profile of its
 * own.
 */
final class LiveRun implements AutoCloseable {
  static final String LAUNCHER = "launcher";

  private final Detector detector;
  private final Subject subject;
  private final List<KernelEvent> events = new ArrayList<>();
  private final Map<Long, String> names = new HashMap<>();

  private LiveRun(Detector detector, Subject subject) {
    this.detector = detector;
    this.subject = subject;
  }

  /** Starts the launcher and watches it; {@link #release()} makes it the program. */
  static LiveRun start(
      ModelSettings settings, Limits limits, Path launcher, Path program, Script script) {
    List<String> words = new ArrayList<>(List.of("wait", "exec:" + program));
    words.addAll(script.words());
    Subject subject = Subject.start(launcher, words);
    try {
      Settings scope = Settings.defaults().watchingTree(subject.pid());
      Detector detector = Detector.load(KernelSettings.of(settings, scope), limits);
      LiveRun run = new LiveRun(detector, subject);
      detector.attach();
      detector.adopt();
      return run;
    } catch (RuntimeException | Error failed) {
      subject.close();
      throw failed;
    }
  }

  void release() {
    subject.release();
  }

  Detector detector() {
    return detector;
  }

  Subject subject() {
    return subject;
  }

  /** Does to the kernel what the model has had done to it. */
  void operate(Deed deed, ModelSettings settings) {
    if (deed instanceof Deed.Operate operate) {
      collect();
      assertThat(detector.administer(operate.operation(), key(operate.program())))
          .isEqualTo(OperationResult.DONE);
    } else if (deed instanceof Deed.Change) {
      detector.apply(KernelSettings.of(settings, detector.settings()));
    }
  }

  /** What was told about the programs, the launcher left out, in words, in order. */
  List<String> told() {
    collect();
    return events.stream()
        .filter(event -> !(event instanceof Created))
        .filter(event -> !nameOf(event).equals(LAUNCHER))
        .map(event -> Telling.of(nameOf(event), event))
        .toList();
  }

  /** The counters of every profile but the launcher's, by the name of the program. */
  Map<String, ModelCounters> counters() {
    collect();
    Map<String, ModelCounters> counters = new TreeMap<>();
    detector
        .profiles()
        .forEach(row -> counters.put(names.get(row.key()), Telling.counters(row.counters())));
    counters.remove(LAUNCHER);
    return counters;
  }

  /** Everything that came through the ring buffer, in order. */
  List<KernelEvent> events() {
    collect();
    return List.copyOf(events);
  }

  long key(String program) {
    collect();
    Optional<Long> key =
        names.entrySet().stream()
            .filter(entry -> entry.getValue().equals(program))
            .map(Map.Entry::getKey)
            .findFirst();
    return key.orElseThrow(() -> new IllegalStateException("no profile of " + program));
  }

  private void collect() {
    detector.poll(
        Duration.ZERO,
        bytes -> {
          KernelEvent event = (KernelEvent) EventDecoder.decode(bytes);
          if (event instanceof Created created) {
            names.put(
                created.header().profileKey(), Path.of(created.path()).getFileName().toString());
          }
          events.add(event);
        });
  }

  private String nameOf(KernelEvent event) {
    return names.get(event.header().profileKey());
  }

  @Override
  public void close() {
    subject.close();
    detector.close();
  }
}
