package dev.phleet.lab.bench;

/**
 * What {@code bench pipeline} measured.
 *
 * @param records records that were there to read
 * @param bare the bare consumer, when it read them for the second time
 * @param whole the analyzer, from its first tenth of the records on
 * @param warm the analyzer, from its first half of the records on
 * @param incidents incidents whose latency was measured
 * @param medianMillis from the event to the incident, milliseconds: half took less
 * @param p99Millis 99 of 100 took less
 * @param stateBytes the state stores on disk, bytes
 * @param mostResidentBytes the most memory that the analyzer had resident, bytes
 */
record PipelineFigures(
    long records,
    Pace bare,
    Pace whole,
    Pace warm,
    int incidents,
    double medianMillis,
    double p99Millis,
    long stateBytes,
    long mostResidentBytes) {

  double ratio() {
    return warm.rate() / bare.rate();
  }

  /**
   * The same of nearly everything: a mean over all kinds of records is compared with one, while the
   * second half of a fleet's start has more pairs than the first.
   */
  double wholeRatio() {
    return whole.rate() / bare.rate();
  }
}
