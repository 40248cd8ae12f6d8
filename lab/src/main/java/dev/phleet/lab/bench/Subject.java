package dev.phleet.lab.bench;

/** One thing whose cost a call is measured: what is on the hook, or nothing. */
interface Subject {
  /** What it is called in the output. */
  String name();

  /** Puts it on the hook until the handle is closed. */
  Handle attach();

  /**
   * Looks whether it was all the time what its name says.
   *
   * @throws BenchException when it was not: then what was measured is something else
   */
  default void verify() {}

  /** What is on the hook; closing it takes it off. */
  @FunctionalInterface
  interface Handle extends AutoCloseable {
    @Override
    void close();
  }
}
