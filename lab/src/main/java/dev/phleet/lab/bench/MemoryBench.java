package dev.phleet.lab.bench;

import dev.phleet.collector.detector.Detector;
import dev.phleet.collector.detector.Limits;
import dev.phleet.collector.detector.Settings;
import dev.phleet.collector.event.Counters;
import dev.phleet.collector.event.ProfileState;
import dev.phleet.collector.layout.Layouts;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;

/**
 * What a profile takes in the kernel: the load makes some distinct calls in one order until its
 * profile is normal, then in the opposite order, so that the training data of every one of them
 * goes on without the test data. The kernel's own count of the maps' memory, before and after, says
 * how many elements that took; each counts as much as the slab that holds it.
 */
final class MemoryBench {
  private static final Path SELF = Path.of("/proc/self");
  private static final int PROFILES = 64;
  private static final int MOST_RUNS = 200;

  /** A task's place has its owner before its state, and takes whole cache lines. */
  private static final int OWNER = Long.BYTES;

  private static final int CACHE_LINE = 64;

  private final int calls;

  /** Measures a profile with so many distinct calls. */
  MemoryBench(int calls) {
    this.calls = calls;
  }

  /**
   * Measures.
   *
   * @throws BenchException when a measurement could not be made
   * @throws dev.phleet.collector.libbpf.LibbpfException when the kernel refuses a program
   */
  ProfileMemory run() {
    int own = callsOfAnIdleLoad();
    try (LoadProgram load = LoadProgram.start();
        Detector detector = Detector.load(settings(load), new Limits(1 << 20, PROFILES))) {
      Map<Integer, KernelMap> before = KernelMap.ofProcess(SELF);
      detector.attach();
      runUntilNormal(detector, load, calls - own);
      load.distinct(calls - own, true);
      Counters counters = counters(detector);
      if (counters.distinctCalls() != calls) {
        throw new BenchException(
            "the load made %d distinct calls, not %d".formatted(counters.distinctCalls(), calls));
      }
      return compare(before, KernelMap.ofProcess(SELF), counters.distinctCalls());
    }
  }

  /** Every program makes calls to start and to end; the load makes the others. */
  private static int callsOfAnIdleLoad() {
    try (LoadProgram load = LoadProgram.start();
        Detector detector = Detector.load(settings(load), new Limits(1 << 20, PROFILES))) {
      detector.attach();
      load.distinct(0, false);
      load.distinct(0, false);
      return counters(detector).distinctCalls();
    }
  }

  private static void runUntilNormal(Detector detector, LoadProgram load, int count) {
    for (int run = 0; run < MOST_RUNS; run++) {
      load.distinct(count, false);
      if (counters(detector).state() == ProfileState.NORMAL) {
        return;
      }
    }
    throw new BenchException("after %d runs the load's profile is not normal".formatted(MOST_RUNS));
  }

  /** No limit is ever reached: what is new stays in the training data. */
  private static Settings settings(LoadProgram load) {
    return Settings.defaults()
        .watchingTree(load.pid())
        .edit()
        .normalWait(Duration.ZERO)
        .anomalyLimit(Integer.MAX_VALUE)
        .tolerizeLimit(Integer.MAX_VALUE)
        .batch(1)
        .build();
  }

  private static Counters counters(Detector detector) {
    if (detector.profiles().size() != 1) {
      throw new BenchException(
          "the load has %d profiles in place of one".formatted(detector.profiles().size()));
    }
    return detector.profiles().get(0).counters();
  }

  private static ProfileMemory compare(
      Map<Integer, KernelMap> before, Map<Integer, KernelMap> after, int distinctCalls) {
    int rows = 0;
    int rowBytes = 0;
    int slotBytes = 0;
    int otherBytes = 0;
    int taskBytes = 0;
    for (Map.Entry<Integer, KernelMap> entry : after.entrySet()) {
      KernelMap map = entry.getValue();
      if (map.type() == KernelMap.HASH && map.valueSize() == Layouts.ROW.size()) {
        rows = elements(before.get(entry.getKey()), map);
        rowBytes = map.slabSize();
      } else if (map.type() == KernelMap.HASH) {
        otherBytes += elements(before.get(entry.getKey()), map) * map.slabSize();
      } else if (map.type() == KernelMap.ARRAY && map.maxEntries() == PROFILES) {
        slotBytes += map.valueSize();
      } else if (map.type() == KernelMap.TASK_STORAGE) {
        taskBytes = roundUpToLines(map.valueSize() + OWNER);
      }
    }
    if (rows == 0) {
      throw new BenchException(
          "the kernel does not count the elements of its maps (Linux 6.4 does)");
    }
    return new ProfileMemory(distinctCalls, rows, rowBytes, slotBytes, otherBytes, taskBytes);
  }

  private static int roundUpToLines(int bytes) {
    return (bytes + CACHE_LINE - 1) / CACHE_LINE * CACHE_LINE;
  }

  private static int elements(KernelMap before, KernelMap after) {
    long grown = after.memory() - before.memory();
    return Math.toIntExact(grown / after.elementSize());
  }
}
