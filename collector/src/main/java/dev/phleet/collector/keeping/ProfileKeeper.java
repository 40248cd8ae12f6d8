package dev.phleet.collector.keeping;

import dev.phleet.collector.clock.BootClock;
import dev.phleet.collector.detector.Detector;
import dev.phleet.collector.detector.ProfileRow;
import dev.phleet.collector.event.Counters;
import dev.phleet.collector.identity.Executables;
import dev.phleet.collector.profile.DamagedProfileException;
import dev.phleet.collector.profile.EbphProfile;
import dev.phleet.collector.profile.ProfileImage;
import dev.phleet.collector.profile.ProfileStore;
import dev.phleet.collector.publish.Draft;
import dev.phleet.collector.publish.EventQueue;
import dev.phleet.collector.publish.PairsDue;
import dev.phleet.schemas.event.Executable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps the kernel's profiles on disk: loaded before anything is attached, saved again and again by
 * a thread of its own, because a disk may take its time. A crash loses at most one interval. One
 * that could not be loaded keeps its file for the next start; when its program has been learned
 * anew before that, the file is set aside, and what was learned is saved like any other.
 */
public final class ProfileKeeper implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(ProfileKeeper.class);

  private final Detector detector;
  private final Executables executables;
  private final EventQueue queue;
  private final PairsDue pairs;
  private final BootClock clock;
  private final Optional<ProfileStore> store;
  private final SaveFigures figures;
  private final Map<Long, Counters> saved = new HashMap<>();
  private final UnloadedProfiles notLoaded;
  private final ScheduledExecutorService timer =
      Executors.newSingleThreadScheduledExecutor(
          task -> {
            Thread thread = new Thread(task, "profiles");
            thread.setDaemon(true);
            return thread;
          });

  /**
   * Does nothing yet.
   *
   * @param directory where the files are; empty: nothing is kept
   * @param figures told what comes of it
   */
  public ProfileKeeper(
      Detector detector,
      Executables executables,
      EventQueue queue,
      PairsDue pairs,
      BootClock clock,
      Optional<Path> directory,
      SaveFigures figures) {
    this.figures = figures;
    notLoaded = new UnloadedProfiles(figures);
    this.detector = detector;
    this.executables = executables;
    this.queue = queue;
    this.pairs = pairs;
    this.clock = clock;
    store = directory.flatMap(path -> open(path, clock));
  }

  /**
   * What came of saving.
   *
   * @param written profiles that were written
   * @param unchanged profiles of which nothing had changed since
   * @param failed profiles that could not be written; tried again the next time
   */
  public record Saved(int written, int unchanged, int failed) {}

  /**
   * Loads all profiles, before anything is attached, and publishes them.
   *
   * @return how many
   */
  public synchronized int load() {
    AtomicInteger loaded = new AtomicInteger();
    try {
      if (store.isPresent()) {
        store.get().load(image -> loaded.addAndGet(loadOne(image) ? 1 : 0));
      }
    } catch (IOException unreadable) {
      LOG.warn("profiles are not loaded: {}", unreadable.toString());
    }
    return loaded.get();
  }

  private boolean loadOne(ProfileImage image) {
    try {
      put(image);
      notLoaded.remove(image.key());
      saved.put(image.key(), detector.profile(image.key()).orElseThrow().counters());
      return true;
    } catch (RuntimeException refused) {
      notLoaded.add(image.key());
      LOG.warn(
          "profile of {} is not loaded, its file stays: {}", name(image), refused.getMessage());
      return false;
    }
  }

  /**
   * Loads one file, of phleet or of the original ebpH, in place of what is known under its key.
   * Only while monitoring is off.
   *
   * @return the profile
   * @throws DamagedProfileException when it is neither
   * @throws IOException when it cannot be read
   * @throws IllegalStateException when calls are being judged, or there is no room
   */
  public synchronized ProfileImage loadFile(Path file) throws DamagedProfileException, IOException {
    ProfileImage image;
    try {
      image = ProfileStore.read(file, clock);
    } catch (DamagedProfileException notOurs) {
      image = EbphProfile.read(file, clock);
    }
    put(image);
    saved.remove(image.key());
    notLoaded.remove(image.key());
    return image;
  }

  /** Saves every so often from now on. */
  public void start(Duration interval) {
    long millis = interval.toMillis();
    var unused =
        timer.scheduleAtFixedRate(this::saveGuarded, millis, millis, TimeUnit.MILLISECONDS);
  }

  /** Saves every profile that has changed since it was saved; a failure is logged and counted. */
  public synchronized Saved save() {
    if (store.isEmpty()) {
      return new Saved(0, 0, 0);
    }
    long start = System.nanoTime();
    Saved result = saveChanged(store.get());
    figures.saved(result, clock.now(), Duration.ofNanos(System.nanoTime() - start));
    return result;
  }

  private Saved saveChanged(ProfileStore files) {
    int written = 0;
    int unchanged = 0;
    int failed = 0;
    for (ProfileRow profile : detector.profiles()) {
      boolean waits = notLoaded.contains(profile.key()) && profile.counters().calls() == 0;
      if (waits || profile.counters().equals(saved.get(profile.key()))) {
        unchanged++;
        continue;
      }
      try {
        notLoaded.makeWay(files, profile.key());
        save(files, profile);
        written++;
      } catch (IOException | RuntimeException refused) {
        failed++;
        LOG.warn(
            "profile {} is not saved, the next time it is tried again: {}",
            hex(profile.key()),
            refused.toString());
      }
    }
    sync(files);
    return new Saved(written, unchanged, failed);
  }

  /**
   * Removes the file of a profile that was reset, after the reset: it must not come back.
   *
   * @throws IOException when it cannot be removed
   */
  public synchronized void forget(long profileKey) throws IOException {
    saved.remove(profileKey);
    notLoaded.remove(profileKey);
    if (store.isPresent()) {
      store.get().remove(profileKey);
    }
  }

  /** The same without waiting for a save that is in progress; a failure is logged. */
  public void forgetSoon(long profileKey) {
    try {
      timer.execute(() -> forgetGuarded(profileKey));
    } catch (RejectedExecutionException stopping) {
      LOG.debug("the file of profile {} goes at the next start", hex(profileKey));
    }
  }

  private void forgetGuarded(long profileKey) {
    try {
      forget(profileKey);
    } catch (IOException unremoved) {
      LOG.warn("the file of profile {} is still there: {}", hex(profileKey), unremoved.toString());
    }
  }

  /** The last save of an orderly stop. */
  public Saved stop() {
    close();
    return save();
  }

  @Override
  public void close() {
    timer.shutdown();
    try {
      if (!timer.awaitTermination(20, TimeUnit.SECONDS)) {
        LOG.warn("the saving of profiles did not end within 20 s");
      }
    } catch (InterruptedException hurried) {
      Thread.currentThread().interrupt();
    }
  }

  private void saveGuarded() {
    try {
      save();
    } catch (RuntimeException failed) {
      // A scheduler drops a task that throws; saving must go on.
      LOG.warn("profiles are not saved, the next time it is tried again: {}", failed.toString());
    }
  }

  private void put(ProfileImage image) {
    detector.restore(image);
    if (!image.path().isEmpty() && Files.exists(Path.of(image.path()))) {
      // Read again: it may be another program than it was.
      executables.learn(image.key(), image.path(), 0);
    } else {
      // Of a container that has gone, perhaps: the next one with the same program is known by it.
      executables.remember(image.key(), image.executableId(), image.path());
    }
    detector
        .profile(image.key())
        .ifPresent(
            row -> {
              queue.offer(new Draft.Loaded(row, clock.now()));
              pairs.loaded(row);
            });
  }

  private void save(ProfileStore files, ProfileRow profile) throws IOException {
    if (profile.counters().calls() == 0) {
      // Reset, and not used since: there is nothing to keep, and what was kept is forgotten.
      files.remove(profile.key());
    } else {
      Optional<ProfileImage> image = detector.export(profile.key());
      if (image.isPresent()) {
        Executable executable = executables.executable(profile.key(), 0);
        files.write(image.get().ranBy(executable.getPath(), executable.getId()));
      }
    }
    saved.put(profile.key(), profile.counters());
  }

  private static void sync(ProfileStore files) {
    try {
      files.sync();
    } catch (IOException failed) {
      LOG.warn("saved profiles may not survive a crash of the machine: {}", failed.toString());
    }
  }

  private static Optional<ProfileStore> open(Path directory, BootClock clock) {
    try {
      return Optional.of(new ProfileStore(directory, clock));
    } catch (IOException refused) {
      LOG.warn(
          "profiles are not saved: {}; make {} a directory that root can write",
          refused.toString(),
          directory);
      return Optional.empty();
    }
  }

  private static String name(ProfileImage image) {
    return image.path().isEmpty() ? hex(image.key()) : image.path();
  }

  private static String hex(long key) {
    return "%016x".formatted(key);
  }
}
