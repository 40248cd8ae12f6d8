package dev.phleet.analyzer.fleet.pairs;

import java.util.Arrays;
import org.roaringbitmap.PeekableIntIterator;
import org.roaringbitmap.RoaringBitmap;

/**
 * How many hosts know which pair of a program. Changed in place, pair by pair; columns of numbers
 * in the order of the pairs' codes, since a map of objects would take ten times the room.
 */
public final class PairCounts {
  /** Number of hosts that have the pair in their training data. */
  static final int TRAINING = 0;

  /** Number of hosts that have it in their test data. */
  static final int TEST = 1;

  /** Number of hosts that have it in either. */
  static final int KNOWN = 2;

  private static final int COLUMNS = 3;

  private int[] codes = {};
  private int[] counts = {};
  private int size;
  private int hosts;
  private int normalHosts;

  /** Nobody knows any pair. */
  public PairCounts() {}

  /**
   * As they were written.
   *
   * @param codes codes of the pairs, ascending
   * @param counts three numbers a pair
   * @param hosts hosts with pairs
   * @param normalHosts hosts with test data
   */
  public PairCounts(int[] codes, int[] counts, int hosts, int normalHosts) {
    this.codes = codes.clone();
    this.counts = counts.clone();
    this.size = codes.length;
    this.hosts = hosts;
    this.normalHosts = normalHosts;
  }

  /** Hosts that know any pair. */
  public int hosts() {
    return hosts;
  }

  /** Hosts that have test data. */
  public int normalHosts() {
    return normalHosts;
  }

  /** Pairs that any host knows. */
  public int size() {
    return size;
  }

  /** Pairs that every host with pairs knows. */
  public int common() {
    int common = 0;
    for (int at = 0; at < size; at++) {
      common += knownAt(at) == hosts ? 1 : 0;
    }
    return common;
  }

  /** The pair in this place, in the order of codes. */
  public int codeAt(int at) {
    return codes[at];
  }

  /** Hosts that have the pair in this place in their training data. */
  public int trainingAt(int at) {
    return counts[at * COLUMNS + TRAINING];
  }

  /** Hosts that have the pair in this place in their test data. */
  public int testAt(int at) {
    return counts[at * COLUMNS + TEST];
  }

  /** Hosts that have the pair in this place in either. */
  public int knownAt(int at) {
    return counts[at * COLUMNS + KNOWN];
  }

  /** Hosts that know a pair as normal. */
  public int normalHosts(int pair) {
    int at = Arrays.binarySearch(codes, 0, size, pair);
    return at < 0 ? 0 : testAt(at);
  }

  /**
   * The place of a pair, at or after another place: quick when it is near. When no host knows it,
   * one less than the negative of the place where it would be.
   */
  int find(int pair, int from) {
    int low = from;
    int high = from;
    for (int step = 1; high < size && codes[high] < pair; step *= 2) {
      low = high + 1;
      high = Math.min(size, high + step);
    }
    return Arrays.binarySearch(codes, low, Math.min(size, high + 1), pair);
  }

  /** How many of these pairs no host knows. */
  int unknown(RoaringBitmap pairs) {
    int unknown = 0;
    int at = 0;
    PeekableIntIterator each = pairs.getIntIterator();
    while (each.hasNext()) {
      int pair = each.next();
      while (at < size && codes[at] < pair) {
        at++;
      }
      unknown += at < size && codes[at] == pair ? 0 : 1;
    }
    return unknown;
  }

  /** So many hosts more know just this set. */
  void add(PairSet set, int more) {
    RoaringBitmap known = set.known();
    makeRoom(known);
    change(set.training(), TRAINING, more);
    change(set.test(), TEST, more);
    change(known, KNOWN, more);
    hosts += set.isEmpty() ? 0 : more;
    normalHosts += set.isNormal() ? more : 0;
  }

  /** A host that knew one set knows another. */
  void move(PairSet from, PairSet to) {
    RoaringBitmap old = from.known();
    RoaringBitmap now = to.known();
    makeRoom(now);
    exchange(from.training(), to.training(), TRAINING);
    exchange(from.test(), to.test(), TEST);
    exchange(old, now, KNOWN);
    hosts += (to.isEmpty() ? 0 : 1) - (from.isEmpty() ? 0 : 1);
    normalHosts += (to.isNormal() ? 1 : 0) - (from.isNormal() ? 1 : 0);
    if (!now.contains(old)) {
      dropUnknown();
    }
  }

  /** The codes, ascending. */
  public int[] codes() {
    return Arrays.copyOf(codes, size);
  }

  /** Three numbers for each code: training, test, either. */
  public int[] counts() {
    return Arrays.copyOf(counts, size * COLUMNS);
  }

  private void exchange(RoaringBitmap from, RoaringBitmap to, int column) {
    change(RoaringBitmap.andNot(from, to), column, -1);
    change(RoaringBitmap.andNot(to, from), column, 1);
  }

  private void change(RoaringBitmap pairs, int column, int more) {
    int at = 0;
    PeekableIntIterator each = pairs.getIntIterator();
    while (each.hasNext()) {
      at = find(each.next(), at);
      counts[at * COLUMNS + column] += more;
    }
  }

  private void makeRoom(RoaringBitmap pairs) {
    int more = unknown(pairs);
    if (more == 0) {
      return;
    }
    int[] newCodes = new int[size + more];
    int[] newCounts = new int[(size + more) * COLUMNS];
    PeekableIntIterator each = pairs.getIntIterator();
    int from = 0;
    int to = 0;
    while (from < size || each.hasNext()) {
      if (from < size && (!each.hasNext() || codes[from] <= each.peekNext())) {
        if (each.hasNext() && codes[from] == each.peekNext()) {
          each.next();
        }
        newCodes[to] = codes[from];
        System.arraycopy(counts, from * COLUMNS, newCounts, to * COLUMNS, COLUMNS);
        from++;
      } else {
        newCodes[to] = each.next();
      }
      to++;
    }
    codes = newCodes;
    counts = newCounts;
    size = to;
  }

  /** Lets pairs go that no host knows. */
  void dropUnknown() {
    int to = 0;
    for (int from = 0; from < size; from++) {
      if (knownAt(from) > 0) {
        codes[to] = codes[from];
        System.arraycopy(counts, from * COLUMNS, counts, to * COLUMNS, COLUMNS);
        to++;
      }
    }
    size = to;
  }
}
