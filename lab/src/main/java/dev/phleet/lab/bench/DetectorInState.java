package dev.phleet.lab.bench;

import dev.phleet.collector.detector.Detector;
import dev.phleet.collector.detector.Limits;
import dev.phleet.collector.detector.Operation;
import dev.phleet.collector.detector.ProfileRow;
import dev.phleet.collector.detector.Settings;
import dev.phleet.collector.detector.SettingsBuilder;
import dev.phleet.collector.event.ProfileState;
import java.time.Duration;
import java.util.List;
import java.util.Locale;

/**
 * The detector with the profiles of the load, and of all programs that the load runs, in one state,
 * and settings that keep them there. All else is as a collector has it by default, except that the
 * root of the load's tree is not adopted: it makes calls while nothing is attached, and what
 * follows a call that was missed looks new.
 */
final class DetectorInState implements Subject, AutoCloseable {
  private static final Limits LIMITS = new Limits(1 << 20, 64);

  /**
   * The first run of a load has something new for its profile, and so may the next. A profile that
   * froze in the middle of the first would never learn how a run ends.
   */
  private static final int LEARNING_RUNS = 3;

  private static final int MOST_RUNS = 200;

  private final ProfileState state;
  private final double strays;
  private final Runnable teach;
  private final Settings learning;
  private final Settings keeping;
  private final Detector detector;

  private DetectorInState(ProfileState state, int pid, double strays, Runnable teach) {
    this.state = state;
    this.strays = strays;
    this.teach = teach;
    learning = settings(ProfileState.TRAINING, pid);
    keeping = settings(state, pid);
    detector = Detector.load(learning, LIMITS);
  }

  /**
   * Loads it and runs the load until its profiles have the state.
   *
   * @param strays which share of the profiles may be in another state, from 0 to 1
   * @param teach runs all that will be measured, once
   * @throws BenchException when it does not get there
   */
  static DetectorInState prepare(
      ProfileState state, LoadProgram load, double strays, Runnable teach) {
    DetectorInState subject = new DetectorInState(state, load.pid(), strays, teach);
    try {
      subject.restore();
      return subject;
    } catch (RuntimeException failed) {
      subject.close();
      throw failed;
    }
  }

  private static Settings settings(ProfileState state, int pid) {
    SettingsBuilder settings = Settings.defaults().watchingTree(pid).edit();
    return switch (state) {
      case TRAINING -> settings.normalFactor(Integer.MAX_VALUE, 1).build();
      case FROZEN -> settings.build();
      case NORMAL -> settings.normalWait(Duration.ZERO).build();
    };
  }

  @Override
  public String name() {
    return state.name().toLowerCase(Locale.ROOT);
  }

  @Override
  public Handle attach() {
    detector.attach();
    return detector::detach;
  }

  /** Events are read and thrown away: as with a collector, there is room for the next. */
  @Override
  public boolean held() {
    detector.poll(Duration.ZERO, event -> {});
    int all = profiles().size();
    return all > 0 && others() <= strays * all;
  }

  /** From the beginning: with many calls behind it, a profile would take as many to ripen again. */
  @Override
  public void restore() {
    profiles().forEach(profile -> detector.administer(Operation.RESET, profile.key()));
    Handle attached = attach();
    try {
      detector.apply(learning);
      for (int run = 0; run < LEARNING_RUNS; run++) {
        teach.run();
      }
      detector.apply(keeping);
      for (int run = 0; run < MOST_RUNS && !held(); run++) {
        teach.run();
      }
    } finally {
      attached.close();
    }
    if (!held()) {
      throw new BenchException(
          "after %d runs %d of %d profiles of the load are not %s"
              .formatted(MOST_RUNS, others(), profiles().size(), name()));
    }
  }

  @Override
  public void close() {
    detector.close();
  }

  private List<ProfileRow> profiles() {
    return detector.profiles();
  }

  private long others() {
    return profiles().stream().filter(profile -> profile.counters().state() != state).count();
  }
}
