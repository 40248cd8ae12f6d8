package dev.phleet.analyzer.fleet.pairs;

import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.PrimitiveIterator;
import org.roaringbitmap.RoaringBitmap;

/**
 * Identity of a set of pairs: 128 bits of the SHA-256 digest of its content.
 *
 * @param high first half
 * @param low second half
 */
public record SetId(long high, long low) {
  /** Of the set that holds nothing, which is not kept. */
  public static final SetId EMPTY = new SetId(0, 0);

  static SetId of(PairSet set) {
    if (set.isEmpty()) {
      return EMPTY;
    }
    MessageDigest digest = sha256();
    update(digest, set.training());
    update(digest, set.test());
    ByteBuffer bytes = ByteBuffer.wrap(digest.digest());
    return new SetId(bytes.getLong(), bytes.getLong());
  }

  /** In 32 hexadecimal digits. */
  public String text() {
    return HexFormat.of().toHexDigits(high) + HexFormat.of().toHexDigits(low);
  }

  private static void update(MessageDigest digest, RoaringBitmap pairs) {
    int count = pairs.getCardinality();
    ByteBuffer bytes = ByteBuffer.allocate(Integer.BYTES * (count + 1)).putInt(count);
    PrimitiveIterator.OfInt codes = pairs.stream().iterator();
    while (codes.hasNext()) {
      bytes.putInt(codes.nextInt());
    }
    digest.update(bytes.array());
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java runtime has SHA-256", e);
    }
  }
}
