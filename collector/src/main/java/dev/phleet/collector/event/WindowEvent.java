package dev.phleet.collector.event;

import java.util.ArrayList;
import java.util.List;

/**
 * A call that was an anomaly, or that taught a profile something: which of the two is in the
 * header's kind.
 *
 * @param header header
 * @param process the thread that made the call
 * @param counters the profile's counters, this call included
 * @param heldBack anomalies of the profile held back since the last one sent
 * @param calls codes of the calls, newest first, without empty slots (see {@code calls.CallCode})
 * @param lfc locality frame count of the thread, 0..128
 * @param maxLfc its highest locality frame count
 * @param distances bit d-1 is set when the pair at distance d is missing
 * @param score what the second opinions make of the task
 */
public record WindowEvent(
    EventHeader header,
    ProcessInfo process,
    Counters counters,
    long heldBack,
    List<Integer> calls,
    int lfc,
    int maxLfc,
    int distances,
    TaskScore score)
    implements KernelEvent {

  /** Distances (1..8) whose pair is missing, ascending. */
  public List<Integer> missingDistances() {
    List<Integer> missing = new ArrayList<>(Byte.SIZE);
    for (int d = 1; d <= Byte.SIZE; d++) {
      if ((distances & (1 << (d - 1))) != 0) {
        missing.add(d);
      }
    }
    return missing;
  }
}
