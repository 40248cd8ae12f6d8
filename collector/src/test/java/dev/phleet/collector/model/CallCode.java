package dev.phleet.collector.model;

/** A call as it stands in a window: 0 is an empty slot, else 1 + (table &lt;&lt; 10 | number). */
public final class CallCode {
  /** The slot of a window that no call has reached yet. */
  public static final int EMPTY = 0;

  /** Numbers from here on are no architecture's, and share this one. */
  public static final int HIGHEST_NUMBER = 1023;

  private CallCode() {}

  /** The tables of call numbers that one kernel serves. */
  public enum Table {
    NATIVE(0),
    COMPAT(1),
    X32(2);

    private final int number;

    Table(int number) {
      this.number = number;
    }
  }

  /** The code of a call of the native table. */
  public static int nativeCall(int number) {
    return of(Table.NATIVE, number);
  }

  /**
   * The code of a call.
   *
   * @throws IllegalArgumentException if the number is negative: such calls are not recorded
   */
  public static int of(Table table, int number) {
    if (number < 0) {
      throw new IllegalArgumentException("call " + number + " is not one that is recorded");
    }
    return 1 + ((table.number << 10) | Math.min(number, HIGHEST_NUMBER));
  }
}
