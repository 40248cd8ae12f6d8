package dev.phleet.collector.detector;

import dev.phleet.collector.libbpf.BpfObject;

/**
 * What is sized before the object is loaded.
 *
 * @param ringBytes ring buffer between kernel and collector, bytes; rounded up to a power of two
 * @param profiles most profiles at once
 */
public record Limits(int ringBytes, int profiles) {
  /** A ring for some ten thousand events, and the least number of profiles of the reference. */
  public static final Limits DEFAULT = new Limits(2 << 20, 10_240);

  /** Rows of lookahead pairs (one a distinct call) that a profile may use on the average. */
  private static final int ROWS_A_PROFILE = 51;

  /** Rows of grams and of call sets that a profile may use on the average. */
  private static final int TRAIT_ROWS_A_PROFILE = 6;

  /** Rows of known windows beyond its own cache that a profile may use on the average. */
  private static final int WINDOW_ROWS_A_PROFILE = 2;

  /** Most rows of known windows in all profiles together; without room more calls are judged. */
  public int windows() {
    return Math.toIntExact(
        Math.min((long) profiles * WINDOW_ROWS_A_PROFILE, Integer.MAX_VALUE / 2));
  }

  /** Most rows of grams and of call sets in all profiles together. */
  public int traits() {
    return Math.toIntExact(Math.min((long) profiles * TRAIT_ROWS_A_PROFILE, Integer.MAX_VALUE / 2));
  }

  /** Most rows of lookahead pairs in all profiles together. */
  public int rows() {
    return Math.toIntExact(Math.min((long) profiles * ROWS_A_PROFILE, Integer.MAX_VALUE / 2));
  }

  /** Sizes the maps of an object that is not loaded yet. */
  void applyTo(BpfObject object) {
    object.map("events").setMaxEntries(ringBytes);
    object.map("profiles").setMaxEntries(profiles);
    object.map("profile_slots").setMaxEntries(profiles + SharedProfiles.mostKeys(profiles));
    object.map("free_slots").setMaxEntries(profiles);
    object.map("pairs").setMaxEntries(rows());
    object.map("traits").setMaxEntries(traits());
    object.map("windows").setMaxEntries(windows());
  }
}
