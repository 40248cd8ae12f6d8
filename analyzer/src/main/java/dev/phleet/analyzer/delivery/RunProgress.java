package dev.phleet.analyzer.delivery;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Which numbers of one run have arrived: all up to the highest, except the missing ranges. That is
 * exact, and small, because a run has few gaps; with more than {@link #RANGES} the oldest range is
 * given up, and its numbers then read as arrived.
 *
 * @param runId the run
 * @param highest highest number that has arrived
 * @param missing missing ranges, ascending
 * @param touchedAtMillis when the newest event arrived, by the machine's clock
 * @param gap what has been reported as missing; empty when nothing is, or the incident is closed
 */
public record RunProgress(
    String runId, long highest, List<Missing> missing, long touchedAtMillis, Optional<Gap> gap) {
  /** How many missing ranges a run may have. */
  public static final int RANGES = 256;

  /** What an arrival was. */
  public enum Arrival {
    /** Higher than every number before. */
    NEW,
    /** A missing one, before it was reported. */
    LATE,
    /** A missing one that had been reported. */
    REPORTED,
    /** One that had arrived before. */
    DUPLICATE
  }

  /**
   * What an arrival was and what is known after it.
   *
   * @param arrival what it was
   * @param after what is known now
   * @param forgotten missing numbers that were given up
   */
  public record Step(Arrival arrival, RunProgress after, long forgotten) {}

  /** Copies the ranges. */
  public RunProgress {
    missing = List.copyOf(missing);
  }

  /** A run of which everything up to {@code before} is taken as arrived. */
  public static RunProgress after(String runId, long before, long nowMillis) {
    return new RunProgress(runId, before, List.of(), nowMillis, Optional.empty());
  }

  /** Notes the arrival of a number (1 or more) whose event has the time {@code eventMicros}. */
  public Step arrive(long sequence, long eventMicros, long nowMillis) {
    if (sequence > highest) {
      return advance(sequence, eventMicros, nowMillis);
    }
    for (int i = 0; i < missing.size(); i++) {
      if (missing.get(i).holds(sequence)) {
        return fill(i, sequence, nowMillis);
      }
    }
    return new Step(Arrival.DUPLICATE, this, 0);
  }

  private Step advance(long sequence, long eventMicros, long nowMillis) {
    List<Missing> ranges = new ArrayList<>(missing);
    if (sequence > highest + 1) {
      ranges.add(new Missing(highest + 1, sequence - 1, nowMillis, eventMicros, false));
    }
    long forgotten = 0;
    while (ranges.size() > RANGES) {
      forgotten += ranges.remove(0).size();
    }
    return new Step(
        Arrival.NEW, new RunProgress(runId, sequence, ranges, nowMillis, gap), forgotten);
  }

  private Step fill(int index, long sequence, long nowMillis) {
    List<Missing> ranges = new ArrayList<>(missing);
    Missing range = ranges.remove(index);
    if (sequence < range.to()) {
      ranges.add(index, range.range(sequence + 1, range.to()));
    }
    if (sequence > range.from()) {
      ranges.add(index, range.range(range.from(), sequence - 1));
    }
    Optional<Gap> left = range.reported() ? gap.map(Gap::filled) : gap;
    return new Step(
        range.reported() ? Arrival.REPORTED : Arrival.LATE,
        new RunProgress(runId, highest, ranges, nowMillis, left),
        0);
  }

  RunProgress with(List<Missing> newMissing, Optional<Gap> newGap) {
    return new RunProgress(runId, highest, newMissing, touchedAtMillis, newGap);
  }
}
