package dev.phleet.collector.model;

import java.util.List;
import java.util.SortedSet;

/** Something that the detector has to tell. */
public sealed interface Outcome {
  /** Key of the profile concerned. */
  long profile();

  /** The profile's counters: after the whole call, or, for a change of state, at its moment. */
  ModelCounters counters();

  /**
   * The training data learned something.
   *
   * @param window codes of the calls, newest first, empty slots as 0
   * @param distances at which the pair was missing
   */
  record NewSequence(
      long profile, List<Integer> window, SortedSet<Integer> distances, ModelCounters counters)
      implements Outcome {}

  /**
   * A call that the test data does not know in that context.
   *
   * @param window codes of the calls, newest first, empty slots as 0
   * @param distances at which the pair was missing
   * @param lfc the task's locality frame count, this call included
   * @param maxLfc the highest so far
   * @param score the task's score, per mille
   * @param byScore whether the score has crossed its limit; without distances that is all there is
   * @param gramMissing whether the call's gram is missing
   */
  record Anomaly(
      long profile,
      List<Integer> window,
      SortedSet<Integer> distances,
      int lfc,
      int maxLfc,
      int score,
      boolean byScore,
      boolean gramMissing,
      ModelCounters counters)
      implements Outcome {}

  /** The profile went from one state to another, or an administrator or a limit changed it. */
  record StateChange(
      long profile,
      ModelState previous,
      ModelState state,
      ModelReason reason,
      ModelCounters counters)
      implements Outcome {}
}
