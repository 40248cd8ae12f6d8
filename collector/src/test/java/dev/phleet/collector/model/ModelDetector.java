package dev.phleet.collector.model;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * The whole detector. Tasks are known by their id, profiles by their key. What happens to a task
 * that is not watched leaves no trace, as in the kernel.
 */
public final class ModelDetector {
  private static final OptionalLong NO_GRAM = OptionalLong.empty();

  private final Map<Long, ModelProfile> profiles = new HashMap<>();
  private final Map<Integer, ModelTask> tasks = new HashMap<>();
  private ModelSettings settings;

  /** A detector that watches nothing yet. */
  public ModelDetector(ModelSettings settings) {
    this.settings = settings;
  }

  /** Begins to watch a task that runs the executable with this key; also what exec does. */
  public List<Outcome> exec(int task, long profileKey) {
    List<Outcome> outcomes = recorded(task).map(this::look).orElse(List.of());
    tasks.put(task, new ModelTask(profiles.computeIfAbsent(profileKey, ModelProfile::new)));
    return outcomes;
  }

  /** A watched task has a child. */
  public void fork(int parent, int child) {
    task(parent).ifPresent(found -> tasks.put(child, found.child()));
  }

  /** A task has ended. */
  public List<Outcome> exit(int task) {
    List<Outcome> outcomes = recorded(task).map(this::look).orElse(List.of());
    tasks.remove(task);
    return outcomes;
  }

  /** A signal with a handler is delivered to a task. */
  public void signal(int task) {
    recorded(task).ifPresent(found -> found.push(settings.signalFrames()));
  }

  /** One call of a task; {@code now} in nanoseconds. */
  public List<Outcome> call(int task, int call, long now) {
    return recorded(task).map(found -> record(found, call, now)).orElse(List.of());
  }

  /** rt_sigreturn: the interrupted window is resumed, and the call is recorded in it. */
  public List<Outcome> signalReturn(int task, int call, long now) {
    recorded(task).ifPresent(ModelTask::pop);
    return call(task, call, now);
  }

  private List<Outcome> record(ModelTask task, int call, long now) {
    ModelProfile profile = task.profile();
    task.record(call);
    Set<Pair> pairs = task.window().pairs(settings.windowLength());
    Step step = new Step(profile);
    OptionalLong gram = settings.opinions().grams() ? ModelGrams.of(task.window()) : NO_GRAM;
    boolean novelGram = gram.isPresent() && profile.trainGram(gram.getAsLong());

    SortedSet<Integer> learned = profile.train(call, pairs);
    if (!learned.isEmpty() && profile.state() == ModelState.FROZEN) {
      step.change(ModelReason.NOVELTY, profile::train);
    }
    if (learned.isEmpty() && profile.isStable(settings)) {
      step.change(ModelReason.FROZEN, () -> profile.freeze(now + settings.normalWait()));
    }
    if (profile.isDue(now)) {
      step.change(ModelReason.BECAME_NORMAL, () -> becomeNormal(profile));
    }

    SortedSet<Integer> mismatches = null;
    if (profile.state() == ModelState.NORMAL) {
      mismatches = profile.mismatches(pairs);
      step.gramMissing =
          gram.isPresent() && profile.missesGram(gram.getAsLong(), novelGram, settings);
      test(task, step, !mismatches.isEmpty());
    }
    List<Outcome> outcomes = step.outcomes(task, learned, mismatches, settings.newSequences());
    if (task.isLookDue()) {
      outcomes.addAll(look(task));
    }
    return outcomes;
  }

  /** The task's set of calls is learned, and compared if its profile is normal. */
  private List<Outcome> look(ModelTask task) {
    ModelProfile profile = task.profile();
    if (task.used() == 0 || !settings.opinions().callSets()) {
      return List.of();
    }
    profile.trainingSets().learn(task.used());
    if (profile.state() != ModelState.NORMAL || profile.testSets().count() == 0) {
      return List.of();
    }
    int distance = profile.testSets().distance(task.used());
    if (!task.scoring().compared(distance, task.calls(), settings)) {
      return List.of();
    }
    profile.countScoreOver();
    Step step = new Step(profile);
    step.scoreOver = true;
    return List.of(step.anomaly(task, new TreeSet<>()));
  }

  /** Steps 5 and 6. */
  private void test(ModelTask task, Step step, boolean anomalous) {
    ModelProfile profile = task.profile();
    task.locality().advance(anomalous, settings.localityWindow());
    step.scoreOver = task.scoring().count(anomalous, step.gramMissing, task.calls(), settings);
    if (step.scoreOver) {
      profile.countScoreOver();
    }
    if (anomalous) {
      profile.countAnomaly();
      if (profile.counters().anomalies() > settings.anomalyLimit()) {
        step.change(ModelReason.ANOMALY_LIMIT, profile::train);
        return;
      }
    }
    if (task.locality().crosses(settings.tolerizeLimit())) {
      step.change(ModelReason.TOLERIZE_LIMIT, profile::sensitize);
    }
  }

  private void becomeNormal(ModelProfile profile) {
    profile.becomeNormal();
    tasksOf(profile).forEach(ModelTask::forgetTests);
  }

  /** The training data becomes the test data now, in any state. */
  public Outcome normalize(long key) {
    ModelProfile profile = profile(key);
    return operate(profile, ModelReason.NORMALIZED, () -> becomeNormal(profile));
  }

  /** Back to training with all data. */
  public Outcome tolerize(long key) {
    ModelProfile profile = profile(key);
    return operate(profile, ModelReason.TOLERIZED, profile::train);
  }

  /** Forgets the training data; state and test data stay. */
  public Outcome sensitize(long key) {
    ModelProfile profile = profile(key);
    return operate(profile, ModelReason.SENSITIZED, profile::sensitize);
  }

  /** Forgets everything about the profile, and the sequences of its tasks. */
  public Outcome reset(long key) {
    ModelProfile profile = profile(key);
    return operate(
        profile,
        ModelReason.RESET,
        () -> {
          profile.reset();
          breakWindows(key);
        });
  }

  /** From now on the profile's calls are not recorded. */
  public Outcome ignore(long key) {
    ModelProfile profile = profile(key);
    return operate(profile, ModelReason.IGNORED, () -> profile.ignore(true));
  }

  /** The profile's calls are recorded again. */
  public Outcome watch(long key) {
    ModelProfile profile = profile(key);
    return operate(
        profile,
        ModelReason.WATCHED,
        () -> {
          profile.ignore(false);
          breakWindows(key);
        });
  }

  /** Forgets the sequences of the profile's tasks, because calls were missed. */
  public void breakWindows(long key) {
    tasksOf(profile(key)).forEach(ModelTask::forget);
  }

  /** Replaces all settings; switching monitoring on forgets the sequences of all tasks. */
  public void change(ModelSettings next) {
    boolean newGrams = next.opinions().grams() && !settings.opinions().grams();
    if ((next.monitoring() && !settings.monitoring()) || newGrams) {
      tasks.values().forEach(ModelTask::forget);
    }
    settings = next;
  }

  /** The settings in force. */
  public ModelSettings settings() {
    return settings;
  }

  /**
   * The profile with this key.
   *
   * @throws IllegalArgumentException if there is none
   */
  public ModelProfile profile(long key) {
    ModelProfile profile = profiles.get(key);
    if (profile == null) {
      throw new IllegalArgumentException("no profile with key " + key);
    }
    return profile;
  }

  /** The task with this id, if it is watched. */
  public Optional<ModelTask> task(int id) {
    return Optional.ofNullable(tasks.get(id));
  }

  private Optional<ModelTask> recorded(int id) {
    return task(id).filter(task -> settings.monitoring() && !task.profile().ignored());
  }

  private List<ModelTask> tasksOf(ModelProfile profile) {
    return tasks.values().stream().filter(task -> task.profile() == profile).toList();
  }

  private static Outcome operate(ModelProfile profile, ModelReason reason, Runnable operation) {
    Step step = new Step(profile);
    step.change(reason, operation);
    return step.changes.get(0);
  }

  /** The changes of state during one call, and the outcomes in the order in which they are told. */
  private static final class Step {
    private final ModelProfile profile;
    private final List<Outcome.StateChange> changes = new ArrayList<>();
    private boolean gramMissing;
    private boolean scoreOver;

    Step(ModelProfile profile) {
      this.profile = profile;
    }

    void change(ModelReason reason, Runnable change) {
      ModelState previous = profile.state();
      change.run();
      changes.add(
          new Outcome.StateChange(
              profile.key(), previous, profile.state(), reason, profile.counters()));
    }

    List<Outcome> outcomes(
        ModelTask task,
        SortedSet<Integer> learned,
        SortedSet<Integer> mismatches,
        boolean newSequences) {
      List<Outcome> outcomes = new ArrayList<>();
      List<Integer> window = task.window().calls();
      if (newSequences && !learned.isEmpty()) {
        outcomes.add(new Outcome.NewSequence(profile.key(), window, learned, profile.counters()));
      }
      changes.stream().filter(change -> !isLimit(change)).forEach(outcomes::add);
      if (mismatches != null && (!mismatches.isEmpty() || scoreOver)) {
        outcomes.add(anomaly(task, mismatches));
      }
      changes.stream().filter(Step::isLimit).forEach(outcomes::add);
      return outcomes;
    }

    Outcome.Anomaly anomaly(ModelTask task, SortedSet<Integer> mismatches) {
      return new Outcome.Anomaly(
          profile.key(),
          task.window().calls(),
          mismatches,
          task.lfc(),
          task.maxLfc(),
          task.score(),
          scoreOver,
          gramMissing,
          profile.counters());
    }

    private static boolean isLimit(Outcome.StateChange change) {
      return change.reason() == ModelReason.ANOMALY_LIMIT
          || change.reason() == ModelReason.TOLERIZE_LIMIT;
    }
  }
}
