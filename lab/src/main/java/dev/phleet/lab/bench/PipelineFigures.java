package dev.phleet.lab.bench;

/**
 * What {@code bench pipeline} measured.
 *
 * @param records records that were there to read
 * @param bareRate records a second of the bare consumer
 * @param analyzerRate records a second of the analyzer
 * @param incidents incidents whose latency was measured
 * @param medianMillis from the event to the incident, milliseconds: half took less
 * @param p99Millis 99 of 100 took less
 * @param stateBytes the state stores on disk, bytes
 */
record PipelineFigures(
    long records,
    double bareRate,
    double analyzerRate,
    int incidents,
    double medianMillis,
    double p99Millis,
    long stateBytes) {

  double ratio() {
    return analyzerRate / bareRate;
  }
}
