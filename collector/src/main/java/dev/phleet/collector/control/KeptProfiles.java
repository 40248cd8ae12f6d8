package dev.phleet.collector.control;

import dev.phleet.collector.detector.Detector;
import dev.phleet.collector.detector.Settings;
import dev.phleet.collector.keeping.ProfileKeeper;
import dev.phleet.collector.profile.DamagedProfileException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Saving and loading by the keeper of this collector. */
public final class KeptProfiles implements ProfileKeeping {
  private static final Logger LOG = LoggerFactory.getLogger(KeptProfiles.class);

  private final Detector detector;
  private final ProfileKeeper keeper;
  private final boolean configured;

  /**
   * Over a keeper.
   *
   * @param configured whether there is a directory for profiles
   */
  public KeptProfiles(Detector detector, ProfileKeeper keeper, boolean configured) {
    this.detector = detector;
    this.keeper = keeper;
    this.configured = configured;
  }

  @Override
  public int save() {
    requireDirectory();
    ProfileKeeper.Saved saved = keeper.save();
    if (saved.failed() > 0) {
      throw new RefusedException(
          saved.failed() + " profiles could not be saved: the collector's log says why");
    }
    return saved.written();
  }

  @Override
  public int load() {
    requireDirectory();
    return unwatched(keeper::load);
  }

  @Override
  public int load(Path file) {
    return unwatched(
        () -> {
          try {
            keeper.loadFile(file);
            return 1;
          } catch (DamagedProfileException | IOException | IllegalStateException unfit) {
            throw new RefusedException("cannot load " + file + ": " + unfit.getMessage());
          }
        });
  }

  @Override
  public void forget(long profileKey) {
    try {
      keeper.forget(profileKey);
    } catch (IOException unremoved) {
      LOG.warn(
          "the file of profile {} is still there, it comes back at the next start: {}",
          ProfileFinder.text(profileKey),
          unremoved.toString());
    }
  }

  private void requireDirectory() {
    if (!configured) {
      throw new RefusedException("no profile directory is configured: set profiles.directory");
    }
  }

  /** A profile is replaced only while nothing is judged; what is called meanwhile is not seen. */
  private int unwatched(Supplier<Integer> loading) {
    Settings before = detector.settings();
    detector.apply(before.edit().monitoring(false).build());
    try {
      return loading.get();
    } finally {
      detector.apply(before);
    }
  }
}
