package dev.phleet.analyzer.count;

/** Where counts go. */
@FunctionalInterface
public interface Tally {
  /** Adds {@code amount} (0 or more) to the counter {@code what}. */
  void add(Counted what, long amount);

  /** Adds one. */
  default void add(Counted what) {
    add(what, 1);
  }
}
