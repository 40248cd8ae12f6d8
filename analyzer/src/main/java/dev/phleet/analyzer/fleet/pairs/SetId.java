package dev.phleet.analyzer.fleet.pairs;

import java.util.HexFormat;

/**
 * Identity of a set of pairs: 128 bits of the SHA-256 digest of its content ({@link PairCells#id}).
 *
 * @param high first half
 * @param low second half
 */
public record SetId(long high, long low) {
  /** Of the set that holds nothing, which is not kept. */
  public static final SetId EMPTY = new SetId(0, 0);

  static SetId of(PairSet set) {
    return PairCells.of(set).id();
  }

  /** In 32 hexadecimal digits. */
  public String text() {
    return HexFormat.of().toHexDigits(high) + HexFormat.of().toHexDigits(low);
  }
}
