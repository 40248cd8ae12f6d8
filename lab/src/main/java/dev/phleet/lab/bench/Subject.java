package dev.phleet.lab.bench;

/** One thing whose cost is measured: what is on the hooks, or nothing. */
interface Subject {
  /** What it is called in the output. */
  String name();

  /** Puts it on the hooks until the handle is closed. */
  Handle attach();

  /**
   * Whether it was what its name says all the time that it was attached last: if not, what was
   * measured is something else.
   */
  default boolean held() {
    return true;
  }

  /**
   * Makes it what its name says again.
   *
   * @throws BenchException when that cannot be done
   */
  default void restore() {}

  /** What is on the hooks; closing it takes it off. */
  @FunctionalInterface
  interface Handle extends AutoCloseable {
    @Override
    void close();
  }
}
