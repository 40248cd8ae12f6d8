package dev.phleet.analyzer.fleet.pairs;

import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import org.roaringbitmap.PeekableIntIterator;
import org.roaringbitmap.RoaringBitmap;

/**
 * A set of pairs as a record lists it: all distances of two calls together. From it follow the
 * set's identity, which is all that matters of a set that is known already, and its bitmaps.
 */
public final class PairCells {
  private static final int DISTANCE_BITS = 3;
  private static final int MASK = 0xff;
  private static final int EITHER = 0xffff;

  /** Two calls, 24 bits; the distances of the training data, 8 bits; those of the test data. */
  private final long[] cells;

  private PairCells(long[] cells) {
    this.cells = cells;
  }

  /**
   * One cell.
   *
   * @param current code of the newer call ({@link PairCode#call})
   * @param previous code of the older call
   * @param training distances in the training data: bit 0 is distance 1
   * @param test distances in the test data
   */
  public static long cell(int current, int previous, int training, int test) {
    int calls = PairCode.of(current, previous, 1) >>> DISTANCE_BITS;
    return cell(calls, training, test);
  }

  private static long cell(int calls, int training, int test) {
    return ((long) calls << (2 * Byte.SIZE)) | ((long) training << Byte.SIZE) | test;
  }

  /**
   * Of cells in any order, each pair of calls at most once.
   *
   * @param cells which are sorted in place, and kept
   */
  public static PairCells of(long[] cells) {
    Arrays.sort(cells);
    return new PairCells(cells);
  }

  /** Of a set. */
  public static PairCells of(PairSet set) {
    long[] cells = new long[set.training().getCardinality() + set.test().getCardinality()];
    int size = 0;
    PeekableIntIterator training = set.training().getIntIterator();
    PeekableIntIterator test = set.test().getIntIterator();
    while (training.hasNext() || test.hasNext()) {
      int next = Math.min(next(training), next(test));
      int calls = next >>> DISTANCE_BITS;
      int learned = distances(training, calls);
      cells[size++] = cell(calls, learned, distances(test, calls));
    }
    return new PairCells(Arrays.copyOf(cells, size));
  }

  private static int next(PeekableIntIterator codes) {
    return codes.hasNext() ? codes.peekNext() : Integer.MAX_VALUE;
  }

  private static int distances(PeekableIntIterator codes, int calls) {
    int distances = 0;
    while (codes.hasNext() && codes.peekNext() >>> DISTANCE_BITS == calls) {
      distances |= 1 << (PairCode.distance(codes.next()) - 1);
    }
    return distances;
  }

  /** How many pairs of calls. */
  public int size() {
    return cells.length;
  }

  /** One of them, in ascending order ({@link #cell}). */
  public long at(int place) {
    return cells[place];
  }

  /** The identity of the set; {@link SetId#EMPTY} when no cell has a distance. */
  public SetId id() {
    ByteBuffer bytes = ByteBuffer.allocate(Long.BYTES * cells.length);
    for (long cell : cells) {
      if ((cell & EITHER) != 0) {
        bytes.putLong(cell);
      }
    }
    if (bytes.position() == 0) {
      return SetId.EMPTY;
    }
    MessageDigest digest = sha256();
    digest.update(bytes.flip());
    ByteBuffer digested = ByteBuffer.wrap(digest.digest());
    return new SetId(digested.getLong(), digested.getLong());
  }

  /** The set. */
  public PairSet pairs() {
    return new PairSet(bitmap(Byte.SIZE), bitmap(0));
  }

  private RoaringBitmap bitmap(int shift) {
    int[] codes = new int[cells.length * PairCode.HIGHEST_DISTANCE];
    int size = 0;
    for (long cell : cells) {
      int base = (int) (cell >>> (2 * Byte.SIZE)) << DISTANCE_BITS;
      for (int rest = (int) (cell >>> shift) & MASK; rest != 0; rest &= rest - 1) {
        codes[size++] = base | Integer.numberOfTrailingZeros(rest);
      }
    }
    RoaringBitmap pairs = RoaringBitmap.bitmapOf(Arrays.copyOf(codes, size));
    pairs.runOptimize();
    return pairs;
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java runtime has SHA-256", e);
    }
  }
}
