package dev.phleet.collector.keeping;

import dev.phleet.collector.profile.ProfileStore;
import java.io.IOException;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Profiles whose file could not be loaded, for want of room perhaps. Their files wait for the next
 * start; when one was learned anew before that, its file is set aside. For one thread at a time.
 */
final class UnloadedProfiles {
  private static final Logger LOG = LoggerFactory.getLogger(UnloadedProfiles.class);

  private final SaveFigures figures;
  private final Set<Long> keys = new HashSet<>();

  UnloadedProfiles(SaveFigures figures) {
    this.figures = figures;
  }

  void add(long profileKey) {
    keys.add(profileKey);
    figures.notLoaded(keys.size());
  }

  /** It was loaded after all, or its file is not wanted any more. */
  void remove(long profileKey) {
    keys.remove(profileKey);
    figures.notLoaded(keys.size());
  }

  boolean contains(long profileKey) {
    return keys.contains(profileKey);
  }

  /** What was learned anew is about to be saved: the file that could not be loaded stays, too. */
  void makeWay(ProfileStore files, long profileKey) throws IOException {
    if (!keys.contains(profileKey)) {
      return;
    }
    Optional<Path> aside = files.keepAside(profileKey);
    remove(profileKey);
    if (aside.isPresent()) {
      figures.setAside();
      LOG.warn(
          "profile {} was learned anew and is saved from now on; what could not be loaded is kept"
              + " as {}, and 'phleet admin load' takes that name",
          "%016x".formatted(profileKey),
          aside.get());
    }
  }
}
