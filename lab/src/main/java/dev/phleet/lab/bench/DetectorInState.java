package dev.phleet.lab.bench;

import dev.phleet.collector.detector.Detector;
import dev.phleet.collector.detector.Limits;
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

  /** The first run of a load has something new for its profile, and so may the second. */
  private static final int LEAST_PREPARATIONS = 3;

  private static final int MOST_PREPARATIONS = 200;

  static final boolean DEBUG = System.getenv("DEBUG") != null;
  private final ProfileState state;
  private final Detector detector;
  private final Runnable teach;

  private DetectorInState(ProfileState state, Detector detector, Runnable teach) {
    this.state = state;
    this.detector = detector;
    this.teach = teach;
  }

  /**
   * Loads it and runs the load until every profile has the state.
   *
   * @param teach runs all that will be measured, once
   * @throws BenchException when it does not get there
   */
  static DetectorInState prepare(ProfileState state, LoadProgram load, Runnable teach) {
    Detector detector = Detector.load(settings(state, load.pid()), LIMITS);
    DetectorInState subject = new DetectorInState(state, detector, teach);
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

  @Override
  public void restore() {
    Handle attached = attach();
    try {
      for (int runs = 1; runs <= MOST_PREPARATIONS; runs++) {
        teach.run();
        if (runs % 20 == 0) profiles().forEach(q -> System.err.println(q));
        if (runs >= LEAST_PREPARATIONS && held()) {
          return;
        }
      }
    } finally {
      attached.close();
    }
    throw new BenchException(
        "after %d runs %d of %d profiles of the load are not %s"
            .formatted(MOST_PREPARATIONS, others(), profiles().size(), name()));
  }

  /**
   * Asked after each measurement; events are read and thrown away, as a collector would make room.
   */
  @Override
  public boolean held() {
    detector.poll(Duration.ZERO, event -> { if (DEBUG && state != ProfileState.TRAINING) System.err.println(state + " " + dev.phleet.collector.event.EventDecoder.decode(event)); });
    return !profiles().isEmpty() && others() == 0;
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
