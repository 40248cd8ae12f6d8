package dev.phleet.collector.model;

/**
 * The settings of the second opinions.
 *
 * @param grams whether grams are learned and looked up
 * @param callSets whether sets of calls are learned and compared
 * @param scoreLimit a score above this, per mille, is told; 0: none is
 * @param distanceWeight of the set distance in the score
 */
public record ModelOpinions(boolean grams, boolean callSets, int scoreLimit, int distanceWeight) {
  /** Pairs alone. */
  public static final ModelOpinions NONE = new ModelOpinions(false, false, 0, 0);
}
