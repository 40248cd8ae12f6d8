package dev.phleet.analyzer.delivery;

/**
 * Numbers that have not arrived although a higher one has.
 *
 * @param from first missing number
 * @param to last missing number
 * @param noticedAtMillis when this was noticed, by the machine's clock
 * @param eventMicros time of the event that revealed it
 * @param reported whether it has been reported as a gap
 */
public record Missing(
    long from, long to, long noticedAtMillis, long eventMicros, boolean reported) {
  long size() {
    return to - from + 1;
  }

  boolean holds(long sequence) {
    return sequence >= from && sequence <= to;
  }

  Missing range(long newFrom, long newTo) {
    return new Missing(newFrom, newTo, noticedAtMillis, eventMicros, reported);
  }

  Missing asReported() {
    return new Missing(from, to, noticedAtMillis, eventMicros, true);
  }
}
