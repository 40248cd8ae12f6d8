package dev.phleet.lab.bench;

import dev.phleet.collector.detector.Detector;
import dev.phleet.collector.detector.Limits;
import dev.phleet.collector.detector.Settings;
import dev.phleet.collector.detector.SettingsBuilder;
import dev.phleet.collector.event.ProfileState;
import java.time.Duration;
import java.util.List;
import java.util.Locale;

/**
 * The detector with the load's profile in one state, and settings that keep it there. All else is
 * as a collector has it by default, except that the root of the load's tree is not adopted: it
 * makes calls while nothing is attached, and what follows a call that was missed looks new.
 */
final class DetectorInState implements Subject, AutoCloseable {
  private static final Limits LIMITS = new Limits(1 << 20, 64);

  /** The first run of a load has something new for its profile, and so may the second. */
  private static final int LEAST_PREPARATIONS = 3;

  private static final int MOST_PREPARATIONS = 200;

  private final ProfileState state;
  private final Detector detector;

  private DetectorInState(ProfileState state, Detector detector) {
    this.state = state;
    this.detector = detector;
  }

  /**
   * Loads it and runs the load until its profile has the state.
   *
   * @throws BenchException when it does not get there
   */
  static DetectorInState prepare(ProfileState state, LoadProgram load, Runnable teach) {
    DetectorInState subject =
        new DetectorInState(state, Detector.load(settings(state, load.pid()), LIMITS));
    try {
      subject.teach(teach);
      return subject;
    } catch (RuntimeException failed) {
      subject.close();
      throw failed;
    }
  }

  private void teach(Runnable run) {
    Handle attached = attach();
    try {
      for (int runs = 1; runs <= MOST_PREPARATIONS; runs++) {
        run.run();
        if (runs >= LEAST_PREPARATIONS && state() == state) {
          return;
        }
      }
    } finally {
      attached.close();
    }
    throw new BenchException("after " + MOST_PREPARATIONS + " runs the load is " + state());
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

  @Override
  public void verify() {
    if (state() != state) {
      throw new BenchException("the load's profile left the state " + name() + " while measured");
    }
  }

  @Override
  public void close() {
    detector.close();
  }

  private ProfileState state() {
    List<ProfileState> states =
        detector.profiles().stream().map(profile -> profile.counters().state()).toList();
    if (states.size() != 1) {
      throw new BenchException("the load has " + states.size() + " profiles in place of one");
    }
    return states.get(0);
  }
}
