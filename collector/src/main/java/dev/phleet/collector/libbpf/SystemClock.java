package dev.phleet.collector.libbpf;

/** The kernel's clocks. */
public final class SystemClock {
  private static final int REALTIME = 0;
  private static final int BOOTTIME = 7;
  private static final long NANOS = 1_000_000_000L;

  private SystemClock() {}

  /** CLOCK_REALTIME, nanoseconds since 1970-01-01T00:00Z. */
  public static long wallNanos() {
    return read(REALTIME);
  }

  /** CLOCK_BOOTTIME, nanoseconds since boot, suspend included. */
  public static long bootNanos() {
    return read(BOOTTIME);
  }

  private static long read(int clock) {
    long[] time = new long[2];
    if (Libc.clock_gettime(clock, time) != 0) {
      throw new IllegalStateException("clock " + clock + " cannot be read");
    }
    return time[0] * NANOS + time[1];
  }
}
