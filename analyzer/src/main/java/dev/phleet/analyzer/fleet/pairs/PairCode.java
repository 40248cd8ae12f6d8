package dev.phleet.analyzer.fleet.pairs;

import dev.phleet.schemas.event.CallTable;

/**
 * A lookahead pair as one number: 12 bits of the current call, 12 of the previous one, 3 of the
 * distance less one. A call is 1 + (table &lt;&lt; 10 | number), as in the kernel.
 */
public final class PairCode {
  /** Highest number of a call in its table. */
  public static final int HIGHEST_NUMBER = 1023;

  /** Highest distance of a pair. */
  public static final int HIGHEST_DISTANCE = 8;

  private static final int NUMBER_BITS = 10;
  private static final int CALL_BITS = 12;
  private static final int CALL_MASK = (1 << CALL_BITS) - 1;
  private static final int DISTANCE_BITS = 3;

  private PairCode() {}

  /** The code of a call whose number is 0..1023. */
  public static int call(CallTable table, int number) {
    int tableNumber =
        switch (table) {
          case NATIVE -> 0;
          case COMPAT -> 1;
          case X32 -> 2;
        };
    return 1 + (tableNumber << NUMBER_BITS | number);
  }

  /** The table of a call's code. */
  public static CallTable table(int call) {
    return switch ((call - 1) >> NUMBER_BITS) {
      case 1 -> CallTable.COMPAT;
      case 2 -> CallTable.X32;
      default -> CallTable.NATIVE;
    };
  }

  /** The number of a call's code in its table. */
  public static int number(int call) {
    return (call - 1) & HIGHEST_NUMBER;
  }

  /** The pair of two calls' codes at a distance of 1..8. */
  public static int of(int current, int previous, int distance) {
    return current << (CALL_BITS + DISTANCE_BITS) | previous << DISTANCE_BITS | (distance - 1);
  }

  /** Code of the newer call. */
  public static int current(int pair) {
    return pair >>> (CALL_BITS + DISTANCE_BITS);
  }

  /** Code of the older call. */
  public static int previous(int pair) {
    return pair >>> DISTANCE_BITS & CALL_MASK;
  }

  /** How many calls before, 1..8. */
  public static int distance(int pair) {
    return (pair & (HIGHEST_DISTANCE - 1)) + 1;
  }
}
