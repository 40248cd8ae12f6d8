package dev.phleet.collector.model;

/** What a task's tests have come to since its locality frame was last emptied from outside. */
final class ModelScore {
  private static final int LEAST_CALLS = 128;

  private long testedFrom;
  private int anomalies;
  private int gramMisses;
  private int distance;
  private int score;
  private boolean over;

  void forget(long calls) {
    testedFrom = calls;
    anomalies = 0;
    gramMisses = 0;
    distance = 0;
    score = 0;
    over = false;
  }

  /** A call was tested; whether the score crossed its limit with it. */
  boolean count(boolean anomalous, boolean gramMissing, long calls, ModelSettings settings) {
    anomalies += anomalous ? 1 : 0;
    gramMisses += gramMissing ? 1 : 0;
    return (anomalous || gramMissing) && rate(calls, settings);
  }

  /** The set of calls was compared; whether the score crossed its limit with that. */
  boolean compared(int newDistance, long calls, ModelSettings settings) {
    distance = newDistance;
    return rate(calls, settings);
  }

  private boolean rate(long calls, ModelSettings settings) {
    long counted = Math.max(calls - testedFrom, LEAST_CALLS);
    long exact =
        (anomalies + gramMisses) * 1000L / counted
            + (long) settings.opinions().distanceWeight() * distance;
    score = (int) Math.min(exact, 65_535);
    int limit = settings.opinions().scoreLimit();
    boolean was = over;
    over = limit != 0 && exact > limit;
    return over && !was;
  }

  int score() {
    return score;
  }

  int distance() {
    return distance;
  }
}
