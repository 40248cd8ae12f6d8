package dev.phleet.lab.bench;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;

/** What is measured: the rows of lmbench that the thesis on ebpH has, and some more. */
enum OverheadRow {
  GETPPID("getppid", Unit.NANOS, 1_000, 300, alone(Published.micros(0.058, 0.357811, 614.785))),
  /** Two threads of one process, each on a CPU of its own, each with its own figure. */
  THREADS(
      "threads",
      Unit.NANOS,
      1_000,
      300,
      List.of(new Measure("first", Optional.empty()), new Measure("second", Optional.empty()))),
  /** A byte of /dev/zero. */
  READ("read", Unit.NANOS, 1_000, 150, alone(Published.micros(0.187, 0.353581, 189.189))),
  /** A byte to /dev/null. */
  WRITE("write", Unit.NANOS, 1_000, 150, alone(Published.micros(0.111, 0.357955, 321.180))),
  STAT("stat", Unit.NANOS, 200, 200, alone(Published.micros(0.587, 0.386082, 65.766))),
  /** Two calls. */
  OPEN("open/close", Unit.NANOS, 100, 200, alone(Published.micros(1.043, 0.787454, 75.509))),
  /** 100 descriptors of a regular file. */
  SELECT("select", Unit.NANOS, 100, 200, alone(Published.micros(1.231, 0.365494, 29.700))),
  /** 100 descriptors of a TCP connection. */
  SELECT_TCP("select-tcp", Unit.NANOS, 50, 200, alone(Published.micros(4.547, 0.380938, 8.378))),
  SIGNAL_INSTALL(
      "signal-install", Unit.NANOS, 1_000, 150, alone(Published.micros(0.205, 0.357275, 174.179))),
  /** kill, handler, rt_sigreturn: two calls. */
  SIGNAL("signal", Unit.NANOS, 100, 200, alone(Published.micros(1.333, 0.522106, 39.180))),
  /** A byte there and back between two processes on one CPU: four calls. */
  PIPE("pipe", Unit.MICROS, 20, 200, alone(Published.micros(4.510, 1.257634, 27.886))),
  /** The same with a pair of stream sockets. */
  UNIX("unix", Unit.MICROS, 20, 200, alone(Published.micros(9.367, 1.699890, 18.148))),
  FORK_EXIT("fork+exit", Unit.MICROS, 5, 100, alone(Published.micros(200.503, 5.494621, 2.740))),
  /** A static program that writes a word. */
  FORK_EXECVE(
      "fork+execve", Unit.MICROS, 3, 100, alone(Published.micros(536.914, 43.617913, 8.124))),
  /** The same by the shell. */
  FORK_SHELL("fork+sh", Unit.MICROS, 1, 100, alone(Published.micros(1529.053, 153.392500, 10.032))),
  /** {@link Libraries}; each measure is of one build of them. */
  COMPILE(
      "compile",
      Unit.MILLIS,
      1,
      1,
      List.of(
          new Measure("elapsed", Published.seconds(915.173, 8.858333, 0.968)),
          new Measure("system", Published.seconds(1525.412, 162.421667, 10.648)),
          new Measure("user", Published.seconds(12_333.737, 37.22, 0.302)))),
  /** The same with so little to compile that most of it is to start the compiler. */
  COMPILE_SMALL(
      "compile-small",
      Unit.MILLIS,
      2,
      1,
      List.of(
          new Measure("elapsed", Optional.empty()),
          new Measure("system", Optional.empty()),
          new Measure("user", Optional.empty())));

  /** More than a window, so that a repeated call has no neighbour left to get used to. */
  private static final int LEARNING_CALLS = 20;

  private final String label;
  private final Unit unit;
  private final int calls;
  private final int chunks;

  @SuppressWarnings(
      "ImmutableEnumChecker") // what List.of gives is immutable; its type does not say so
  private final List<Measure> measures;

  OverheadRow(String label, Unit unit, int calls, int chunks, List<Measure> measures) {
    this.label = label;
    this.unit = unit;
    this.calls = calls;
    this.chunks = chunks;
    this.measures = measures;
  }

  /**
   * One figure of a row.
   *
   * @param name what tells it from the row's others; empty when there is no other
   * @param published what the thesis has for it
   */
  record Measure(String name, Optional<Published> published) {}

  /** In what a row's times are printed. */
  enum Unit {
    NANOS("ns", 1, 1),
    MICROS("us", 1e3, 2),
    MILLIS("ms", 1e6, 1);

    private final String symbol;
    private final double nanos;
    private final int decimals;

    Unit(String symbol, double nanos, int decimals) {
      this.symbol = symbol;
      this.nanos = nanos;
      this.decimals = decimals;
    }

    String symbol() {
      return symbol;
    }

    /** So many nanoseconds in this unit, as text without it. */
    String print(double value) {
      return String.format(Locale.ROOT, "%." + decimals + "f", value / nanos);
    }
  }

  private static List<Measure> alone(Optional<Published> published) {
    return List.of(new Measure("", published));
  }

  /** The row of a name, as the user writes it. */
  static Optional<OverheadRow> named(String label) {
    return Arrays.stream(values()).filter(row -> row.label.equals(label)).findFirst();
  }

  /** All names, in the order of the table. */
  static String labels() {
    return Arrays.stream(values()).map(OverheadRow::label).collect(Collectors.joining(", "));
  }

  /** All rows that a machine with so many CPUs can measure. */
  static List<OverheadRow> possible(int cpus) {
    return Arrays.stream(values()).filter(row -> cpus >= row.cpus()).toList();
  }

  /** How many CPUs it takes. */
  int cpus() {
    return this == THREADS ? 2 : 1;
  }

  /** Whether it is a compiler that is measured. */
  boolean compiles() {
    return this == COMPILE || this == COMPILE_SMALL;
  }

  /** What the user calls it. */
  String label() {
    return label;
  }

  /** In what its times are printed. */
  Unit unit() {
    return unit;
  }

  /** Calls of a chunk from which everything is learned that the row does. */
  int learningCalls() {
    return compiles() ? 1 : LEARNING_CALLS;
  }

  /**
   * Which share of the profiles may lose the state that is measured, from 0 to 1. Others' programs
   * do something new now and then: a shell is told that its child ended before or after it waits, a
   * compiler reads what it finds. Of the three or seven profiles there, one or two.
   */
  double strays() {
    return this == FORK_SHELL || compiles() ? 0.34 : 0;
  }

  /** Calls of a chunk, in a measurement that is to be trusted. */
  int calls() {
    return calls;
  }

  /** Chunks of a sample, of which the median counts. */
  int chunks() {
    return chunks;
  }

  /** Its figures, in the order in which the load program prints them. */
  List<Measure> measures() {
    return measures;
  }
}
