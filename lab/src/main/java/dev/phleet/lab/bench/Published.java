package dev.phleet.lab.bench;

import java.util.Optional;

/**
 * What ebpH cost on its author's machine, for the reader to compare: another processor, an older
 * kernel and another way to measure, so only the order of magnitude means anything.
 *
 * <p>Source: W. Findlay, Host-Based Anomaly Detection with Extended BPF, honours thesis, Carleton
 * University (2020), "Measuring ebpH's Overhead": the data sets bronte-lmbench (lmbench's means,
 * AMD Ryzen 7 1700, Linux 5.3) and bronte-kernel (Linux 5.6 compiled on all of its 16 threads,
 * means of five).
 *
 * @param bare nanoseconds without it
 * @param adds nanoseconds more with it
 * @param percent the same in percent of bare, as printed there
 */
record Published(double bare, double adds, double percent) {
  static final String SOURCE =
      "W. Findlay, Host-Based Anomaly Detection with Extended BPF (2020); Ryzen 7 1700, Linux 5.3";

  private static final double MICRO = 1e3;
  private static final double SECOND = 1e9;

  /** A line of a table in microseconds. */
  static Optional<Published> micros(double bare, double adds, double percent) {
    return Optional.of(new Published(bare * MICRO, adds * MICRO, percent));
  }

  /** A line of a table in seconds. */
  static Optional<Published> seconds(double bare, double adds, double percent) {
    return Optional.of(new Published(bare * SECOND, adds * SECOND, percent));
  }
}
