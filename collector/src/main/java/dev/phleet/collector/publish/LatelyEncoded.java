package dev.phleet.collector.publish;

import java.util.function.BiPredicate;
import java.util.function.Function;

/**
 * The bytes of parts that were written lately: a table of so many places and no chains, so that it
 * never grows and a look costs next to nothing. For one thread.
 *
 * @param <P> what a part is made from
 */
final class LatelyEncoded<P> {
  private static final int PLACES = 64;

  private final Object[] parts = new Object[PLACES];
  private final byte[][] bytes = new byte[PLACES][];
  private final BiPredicate<P, P> same;
  private final Function<P, byte[]> encoding;

  /**
   * An empty one.
   *
   * @param same whether two parts have the same bytes
   * @param encoding what makes the bytes of a part
   */
  LatelyEncoded(BiPredicate<P, P> same, Function<P, byte[]> encoding) {
    this.same = same;
    this.encoding = encoding;
  }

  /**
   * The bytes of a part.
   *
   * @param place any number that parts of the same origin have in common
   */
  byte[] of(long place, P part) {
    int at = Long.hashCode(place) & (PLACES - 1);
    @SuppressWarnings("unchecked")
    P known = (P) parts[at];
    if (known == null || !same.test(known, part)) {
      bytes[at] = encoding.apply(part);
      parts[at] = part;
    }
    return bytes[at];
  }
}
