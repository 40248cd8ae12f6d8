package dev.phleet.collector.profile;

import dev.phleet.collector.event.Counters;
import dev.phleet.collector.event.ProfileState;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;

/**
 * Everything that is known of one program, at one moment.
 *
 * @param key key of the profile: (device << 32) + inode
 * @param path path of the executable; empty when unknown
 * @param executableId sha256:... or path:...; empty when unknown
 * @param state state of the profile
 * @param ignored whether an administrator switched it off
 * @param counters the kernel's counters; times in nanoseconds since boot
 * @param calls codes of the calls it has used, in the order of their indexes
 * @param training the pairs of the training data
 * @param test the pairs of the test data; empty when it never was normal
 */
public record ProfileImage(
    long key,
    String path,
    String executableId,
    ProfileState state,
    boolean ignored,
    Counters counters,
    List<Integer> calls,
    List<Pair> training,
    List<Pair> test) {

  private static final int ALL_DISTANCES = 0xff;

  /** Codes are from 1 to this. */
  public static final int HIGHEST_CODE = 3 << 10;

  /**
   * Copies the lists.
   *
   * @throws IllegalArgumentException when state or ignored are not those of the counters, a code is
   *     none or listed twice, or a pair is of calls that are not listed, empty, or listed twice
   */
  public ProfileImage {
    Objects.requireNonNull(path);
    Objects.requireNonNull(executableId);
    if (state != counters.state() || ignored != counters.ignored()) {
      throw new IllegalArgumentException("state and ignored differ from those of the counters");
    }
    calls = List.copyOf(calls);
    training = List.copyOf(training);
    test = List.copyOf(test);
    Set<Integer> codes = new HashSet<>();
    for (int code : calls) {
      require(code > 0 && code <= HIGHEST_CODE && codes.add(code), "call " + code);
    }
    requirePairs(training, codes);
    requirePairs(test, codes);
  }

  /**
   * The lookahead pairs of two calls.
   *
   * @param current code of the newer call: 1 + (table << 10 | number)
   * @param previous code of the older call
   * @param distances bit d-1: it was seen d calls before
   */
  public record Pair(int current, int previous, int distances) {}

  /** An image whose state is the counters'. */
  public static ProfileImage of(
      long key, Counters counters, List<Integer> calls, List<Pair> training, List<Pair> test) {
    return new ProfileImage(
        key, "", "", counters.state(), counters.ignored(), counters, calls, training, test);
  }

  /** The same profile, its executable being known. */
  public ProfileImage ranBy(String newPath, String newExecutableId) {
    return new ProfileImage(
        key, newPath, newExecutableId, state, ignored, counters, calls, training, test);
  }

  /** The same profile with other counters. */
  public ProfileImage counting(Counters other) {
    return new ProfileImage(
        key, path, executableId, other.state(), other.ignored(), other, calls, training, test);
  }

  private static void requirePairs(List<Pair> pairs, Set<Integer> codes) {
    Set<Long> seen = new HashSet<>();
    for (Pair pair : pairs) {
      require(
          codes.contains(pair.current())
              && codes.contains(pair.previous())
              && pair.distances() > 0
              && pair.distances() <= ALL_DISTANCES
              && seen.add((long) pair.current() << Integer.SIZE | pair.previous()),
          pair.toString());
    }
  }

  private static void require(boolean fits, String what) {
    if (!fits) {
      throw new IllegalArgumentException("not what a profile can hold: " + what);
    }
  }

  /** How many pairs these are, each distance counted. */
  public static int bits(List<Pair> pairs) {
    return pairs.stream().mapToInt(pair -> Integer.bitCount(pair.distances())).sum();
  }
}
