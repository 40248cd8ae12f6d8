package dev.phleet.lab.bench;

import com.sun.management.ThreadMXBean;
import dev.phleet.collector.clock.BootClock;
import dev.phleet.collector.detector.Detector;
import dev.phleet.collector.detector.Limits;
import dev.phleet.collector.detector.Settings;
import dev.phleet.collector.identity.Executables;
import dev.phleet.collector.keeping.ProfileKeeper;
import dev.phleet.collector.keeping.SaveFigures;
import dev.phleet.collector.publish.EventQueue;
import dev.phleet.collector.publish.PairsDue;
import dev.phleet.collector.publish.Sequencer;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.function.IntSupplier;
import java.util.stream.Stream;

/**
 * What saving and loading profiles takes: replayed calls make the profiles in the kernel, the
 * collector's own keeper saves them, and another detector gets them back. Every file is synced.
 */
final class SavingBench {
  private static final int ROUNDS = 10;

  private final int profiles;
  private final int calls;

  /**
   * A measurement.
   *
   * @param profiles how many
   * @param calls distinct calls of each
   */
  SavingBench(int profiles, int calls) {
    this.profiles = profiles;
    this.calls = calls;
  }

  /**
   * What one way took.
   *
   * @param took time, most of it waiting for the disk
   * @param processor processor time of the thread
   * @param allocated memory that the thread asked for meanwhile, most of it garbage at once, bytes
   */
  record Way(Duration took, Duration processor, long allocated) {}

  /**
   * The figures.
   *
   * @param profiles how many there were
   * @param save from the kernel to the disk
   * @param load from the disk to the kernel
   * @param fileBytes what they take on the disk together
   */
  record Figures(int profiles, Way save, Way load, long fileBytes) {}

  /**
   * Measures.
   *
   * @throws BenchException when not every profile was saved and loaded
   * @throws dev.phleet.collector.libbpf.LibbpfException when the kernel refuses a program
   */
  Figures run() {
    try {
      Path directory = Files.createTempDirectory("phleet-bench");
      try {
        Way save = inCollector(directory, true);
        Way load = inCollector(directory, false);
        return new Figures(profiles, save, load, bytes(directory));
      } finally {
        remove(directory);
      }
    } catch (IOException failed) {
      throw new BenchException("cannot write profiles", failed);
    }
  }

  private Way inCollector(Path directory, boolean saving) {
    Limits limits = new Limits(1 << 20, 2 * profiles);
    EventQueue queue = new EventQueue(2 * profiles, new Sequencer());
    try (Detector detector =
            Detector.load(Settings.defaults().edit().newSequences(false).build(), limits);
        Executables executables = new Executables();
        ProfileKeeper keeper =
            new ProfileKeeper(
                detector,
                executables,
                queue,
                new PairsDue(queue, detector::export),
                new BootClock(),
                Optional.of(directory),
                new SaveFigures())) {
      if (saving) {
        learn(detector, executables);
      }
      return measured(saving ? () -> keeper.save().written() : keeper::load);
    }
  }

  private void learn(Detector detector, Executables executables) {
    Random random = new Random(23);
    List<Integer> codes = new ArrayList<>();
    for (int i = 0; i < ROUNDS * calls; i++) {
      codes.add(1 + (i < calls ? i : random.nextInt(calls)));
    }
    for (long key = 1; key <= profiles; key++) {
      detector.replay().exec(0, key);
      detector.replay().calls(0, codes, 0);
      executables.remember(key, "sha256:" + "0".repeat(64), "/opt/programs/program-" + key);
    }
  }

  private Way measured(IntSupplier way) {
    ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    long before = threads.getCurrentThreadAllocatedBytes();
    long processor = threads.getCurrentThreadCpuTime();
    long start = System.nanoTime();
    int done = way.getAsInt();
    Duration took = Duration.ofNanos(System.nanoTime() - start);
    if (done != profiles) {
      throw new BenchException("%d of %d profiles came through".formatted(done, profiles));
    }
    return new Way(
        took,
        Duration.ofNanos(threads.getCurrentThreadCpuTime() - processor),
        threads.getCurrentThreadAllocatedBytes() - before);
  }

  private static long bytes(Path directory) throws IOException {
    try (Stream<Path> files = Files.list(directory)) {
      return files.mapToLong(file -> file.toFile().length()).sum();
    }
  }

  private static void remove(Path directory) throws IOException {
    try (Stream<Path> files = Files.walk(directory)) {
      files.sorted(Comparator.reverseOrder()).forEach(path -> path.toFile().delete());
    }
  }
}
