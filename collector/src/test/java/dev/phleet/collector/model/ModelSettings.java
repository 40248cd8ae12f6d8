package dev.phleet.collector.model;

/**
 * The constants of the detector.
 *
 * @param normalWait nanoseconds from frozen to normal
 * @param factorNumerator frozen when train_count * denominator &gt; n * numerator
 * @param factorDenominator see the numerator
 * @param anomalyLimit more anomalies than this send a normal profile back to training
 * @param tolerizeLimit a locality frame count above this empties the training data
 * @param windowLength calls in a window, the current one included, 2..9
 * @param localityWindow calls in a locality frame, 1..128
 * @param signalFrames windows that a task saves, 0..3
 * @param newSequences whether new sequences are told
 * @param monitoring whether anything is recorded
 * @param opinions of the second opinions
 */
public record ModelSettings(
    long normalWait,
    int factorNumerator,
    int factorDenominator,
    int anomalyLimit,
    int tolerizeLimit,
    int windowLength,
    int localityWindow,
    int signalFrames,
    boolean newSequences,
    boolean monitoring,
    ModelOpinions opinions) {

  /**
   * The defaults of the description: seven days, 128/32, 30, 12, 9, 128, 3; without second
   * opinions.
   */
  public static ModelSettings defaults() {
    return new ModelSettings(
        7L * 24 * 3600 * 1_000_000_000L,
        128,
        32,
        30,
        12,
        9,
        128,
        3,
        true,
        true,
        ModelOpinions.NONE);
  }

  /** These settings with another normal wait, in nanoseconds. */
  public ModelSettings withNormalWait(long nanoseconds) {
    return with(nanoseconds, anomalyLimit, tolerizeLimit, windowLength, localityWindow);
  }

  /** These settings with other limits. */
  public ModelSettings withLimits(int anomalies, int tolerize) {
    return with(normalWait, anomalies, tolerize, windowLength, localityWindow);
  }

  /** These settings with another length of the window, 2..9. */
  public ModelSettings withWindowLength(int length) {
    return with(normalWait, anomalyLimit, tolerizeLimit, length, localityWindow);
  }

  /** These settings with another length of the locality frame, 1..128. */
  public ModelSettings withLocalityWindow(int length) {
    return with(normalWait, anomalyLimit, tolerizeLimit, windowLength, length);
  }

  /** These settings with another normal factor. */
  public ModelSettings withFactor(int numerator, int denominator) {
    return new ModelSettings(
        normalWait,
        numerator,
        denominator,
        anomalyLimit,
        tolerizeLimit,
        windowLength,
        localityWindow,
        signalFrames,
        newSequences,
        monitoring,
        opinions);
  }

  /** These settings with another number of saved windows, 0..3. */
  public ModelSettings withSignalFrames(int frames) {
    return new ModelSettings(
        normalWait,
        factorNumerator,
        factorDenominator,
        anomalyLimit,
        tolerizeLimit,
        windowLength,
        localityWindow,
        frames,
        newSequences,
        monitoring,
        opinions);
  }

  /** These settings with the two switches set. */
  public ModelSettings withSwitches(boolean tellNewSequences, boolean monitor) {
    return new ModelSettings(
        normalWait,
        factorNumerator,
        factorDenominator,
        anomalyLimit,
        tolerizeLimit,
        windowLength,
        localityWindow,
        signalFrames,
        tellNewSequences,
        monitor,
        opinions);
  }

  /** These settings with others of the second opinions. */
  public ModelSettings withOpinions(ModelOpinions other) {
    return new ModelSettings(
        normalWait,
        factorNumerator,
        factorDenominator,
        anomalyLimit,
        tolerizeLimit,
        windowLength,
        localityWindow,
        signalFrames,
        newSequences,
        monitoring,
        other);
  }

  private ModelSettings with(long wait, int anomalies, int tolerize, int window, int locality) {
    return new ModelSettings(
        wait,
        factorNumerator,
        factorDenominator,
        anomalies,
        tolerize,
        window,
        locality,
        signalFrames,
        newSequences,
        monitoring,
        opinions);
  }
}
