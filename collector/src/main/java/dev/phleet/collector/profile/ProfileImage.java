package dev.phleet.collector.profile;

import dev.phleet.collector.event.Counters;
import dev.phleet.collector.event.ProfileState;
import java.util.List;
import java.util.Objects;

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

  /** Copies the lists. State and ignored are those of the counters. */
  public ProfileImage {
    Objects.requireNonNull(path);
    Objects.requireNonNull(executableId);
    if (state != counters.state() || ignored != counters.ignored()) {
      throw new IllegalArgumentException("state and ignored differ from those of the counters");
    }
    calls = List.copyOf(calls);
    training = List.copyOf(training);
    test = List.copyOf(test);
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

  /** How many pairs these are, each distance counted. */
  public static int bits(List<Pair> pairs) {
    return pairs.stream().mapToInt(pair -> Integer.bitCount(pair.distances())).sum();
  }
}
