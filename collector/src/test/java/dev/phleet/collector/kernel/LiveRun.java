package dev.phleet.collector.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import dev.phleet.collector.detector.Detector;
import dev.phleet.collector.detector.Operation;
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
import java.util.TreeMap;
import java.util.function.Function;

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

  /** Starts the launcher and watches its tree; {@link Subject#release()} makes it the program. */
  static LiveRun start(
      Detector detector, ModelSettings settings, Programs programs, Script script) {
    return start(
        detector,
        settings,
        programs,
        script,
        subject -> Settings.defaults().watchingTree(subject.pid()));
  }

  /** The same in another scope, which may depend on the process. */
  static LiveRun start(
      Detector detector,
      ModelSettings settings,
      Programs programs,
      Script script,
      Function<Subject, Settings> scope) {
    List<String> words = new ArrayList<>();
    words.add("wait");
    words.add("exec:" + programs.program(Scenario.PROGRAM));
    words.addAll(script.words());
    LiveRun run = new LiveRun(detector, Subject.start(programs.program(LAUNCHER), words));
    // Then the launcher has no call left but the execve, and teaches nothing.
    run.subject.awaitRead();
    detector.poll(Duration.ZERO, left -> {});
    detector.apply(KernelSettings.of(settings, scope.apply(run.subject)));
    detector.adopt();
    return run;
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
      assertThat(detector.administer(operate.operation(), key(operate.program())))
          .isEqualTo(OperationResult.DONE);
    } else if (deed instanceof Deed.Change) {
      if (settings.monitoring() && !detector.settings().monitoring()) {
        // Calls were missed, and only who switches knows it: the kernel has to be told.
        names.keySet().forEach(key -> detector.administer(Operation.BREAK, key));
      }
      detector.apply(KernelSettings.of(settings, detector.settings()));
    }
  }

  /** What was told about the programs, the launcher left out, in words, in order. */
  List<String> told() {
    return events().stream()
        .filter(event -> !(event instanceof Created))
        .filter(event -> !LAUNCHER.equals(nameOf(event)))
        .map(event -> Telling.of(nameOf(event), event))
        .toList();
  }

  /** The counters of every profile of this run but the launcher's, by the name of the program. */
  Map<String, ModelCounters> counters() {
    Map<String, ModelCounters> counters = new TreeMap<>();
    events();
    names.forEach(
        (key, name) ->
            counters.put(name, Telling.counters(detector.profile(key).orElseThrow().counters())));
    counters.remove(LAUNCHER);
    return counters;
  }

  /** Everything that came through the ring buffer in this run, in order. */
  List<KernelEvent> events() {
    detector.poll(
        Duration.ZERO,
        bytes -> {
          KernelEvent event = (KernelEvent) EventDecoder.decode(bytes);
          if (event instanceof Created created) {
            String file = Path.of(created.path()).getFileName().toString();
            names.put(created.header().profileKey(), file);
          }
          events.add(event);
        });
    return List.copyOf(events);
  }

  /** Key of the profile of a program that has run. */
  long key(String program) {
    events();
    return names.entrySet().stream()
        .filter(entry -> entry.getValue().equals(program))
        .map(Map.Entry::getKey)
        .findFirst()
        .orElseThrow(() -> new IllegalStateException("no profile of " + program));
  }

  private String nameOf(KernelEvent event) {
    return names.getOrDefault(event.header().profileKey(), "a program of no test");
  }

  @Override
  public void close() {
    subject.close();
  }
}
