package dev.phleet.lab.bench;

/**
 * How fast something read records.
 *
 * @param rate records a second
 * @param processorMicros processor time of the thread that read, microseconds a record
 */
record Pace(double rate, double processorMicros) {}
