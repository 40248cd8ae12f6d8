package dev.phleet.collector.calls;

import dev.phleet.schemas.event.CallTable;

/**
 * A call as it stands in a window: 1 + (table << 10 | number).
 *
 * @param table table of the number
 * @param number number of the call; 1023 stands for every number that no architecture has
 */
public record CallCode(CallTable table, int number) {
  private static final int NUMBER_BITS = 10;
  private static final int NUMBERS = 1 << NUMBER_BITS;

  /** Takes a code of the kernel side apart; any code that is not 0 is some call. */
  public static CallCode of(int code) {
    int table = (code - 1) >> NUMBER_BITS;
    int number = (code - 1) & (NUMBERS - 1);
    return new CallCode(
        switch (table) {
          case 1 -> CallTable.COMPAT;
          case 2 -> CallTable.X32;
          default -> CallTable.NATIVE;
        },
        number);
  }

  /** The code of the kernel side, from which {@link #of} makes the same again. */
  public int code() {
    int place =
        switch (table) {
          case NATIVE -> 0;
          case COMPAT -> 1;
          case X32 -> 2;
        };
    return 1 + (place << NUMBER_BITS | Math.min(number, NUMBERS - 1));
  }
}
