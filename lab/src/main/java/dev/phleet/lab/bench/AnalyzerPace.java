package dev.phleet.lab.bench;

import dev.phleet.lab.LabException;
import dev.phleet.lab.bench.GroupProgress.Look;
import dev.phleet.lab.child.Child;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Set;

/**
 * Watches an analyzer read what waits for it, by what it commits. It begins to count twice: after a
 * tenth, when it has found its group and opened its stores; and after half, when most of its code
 * has been compiled as well.
 */
final class AnalyzerPace {
  private static final Duration ENOUGH = Duration.ofHours(2);
  private static final Duration LOOK = Duration.ofMillis(100);
  private static final double START = 0.1;
  private static final double WARM = 0.5;

  /** Names of its stream threads begin with the application's id. */
  private static final String THREADS = "phleet.analyzer".substring(0, 15);

  private final Child analyzer;
  private final long records;
  private Mark start;
  private Mark warm;

  private record Mark(long read, long nanos, ProcessorTime spent) {}

  AnalyzerPace(Child analyzer, long records) {
    this.analyzer = analyzer;
    this.records = records;
  }

  /** Waits until everything is read and what follows from it is written. */
  void watch(GroupProgress group, Set<String> topics) throws IOException, InterruptedException {
    long deadline = System.nanoTime() + ENOUGH.toNanos();
    while (true) {
      Look look = group.look(topics, records);
      if (start == null && look.read() >= START * records) {
        start = mark(look);
      }
      if (warm == null && look.read() >= WARM * records) {
        warm = mark(look);
      }
      if (look.lag() == 0) {
        return;
      }
      requireAlive(System.nanoTime() < deadline, look);
      Thread.sleep(LOOK.toMillis());
    }
  }

  private Mark mark(Look look) throws IOException {
    return new Mark(look.read(), System.nanoTime(), spent());
  }

  private ProcessorTime spent() throws IOException {
    return ProcessorTime.ofThreads(Path.of("/proc", Long.toString(analyzer.pid())), THREADS);
  }

  /** From the first tenth to now; call it when everything is read. */
  Pace whole() throws IOException {
    return since(start);
  }

  /** From the first half to now; call it when everything is read. */
  Pace warm() throws IOException {
    return since(warm);
  }

  private Pace since(Mark mark) throws IOException {
    long read = records - mark.read();
    return new Pace(
        read * 1e9 / (System.nanoTime() - mark.nanos()), spent().microsSince(mark.spent(), read));
  }

  private void requireAlive(boolean inTime, Look look) {
    if (!analyzer.isAlive() || !inTime) {
      throw new LabException(
          LabException.FAILED,
          "the analyzer has not read %d records; its log ends with:".formatted(look.lag()),
          analyzer.lastLines(15));
    }
  }
}
