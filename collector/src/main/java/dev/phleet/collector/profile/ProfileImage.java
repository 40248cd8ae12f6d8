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
 * @param learned its calls and pairs; see {@link #calls}, {@link #training} and {@link #test}
 * @param traits its grams and sets of calls
 */
public record ProfileImage(
    long key,
    String path,
    String executableId,
    ProfileState state,
    boolean ignored,
    Counters counters,
    LearnedPairs learned,
    Traits traits) {

  /** Codes are from 1 to this. */
  public static final int HIGHEST_CODE = 3 << 10;

  /**
   * Takes all of it.
   *
   * @throws IllegalArgumentException when state or ignored are not those of the counters
   */
  public ProfileImage {
    Objects.requireNonNull(path);
    Objects.requireNonNull(executableId);
    if (state != counters.state() || ignored != counters.ignored()) {
      throw new IllegalArgumentException("state and ignored differ from those of the counters");
    }
  }

  /**
   * The lookahead pairs of two calls.
   *
   * @param current code of the newer call: 1 + (table << 10 | number)
   * @param previous code of the older call
   * @param distances bit d-1: it was seen d calls before
   */
  public record Pair(int current, int previous, int distances) {}

  /**
   * An image whose state is the counters'. Copies the lists.
   *
   * @throws IllegalArgumentException when a code is none or listed twice, or a pair is of calls
   *     that are not listed, empty, or listed twice
   */
  public static ProfileImage of(
      long key, Counters counters, List<Integer> calls, List<Pair> training, List<Pair> test) {
    LearnedPairs learned = new LearnedPairs(calls, PairList.of(training), PairList.of(test));
    return new ProfileImage(
        key, "", "", counters.state(), counters.ignored(), counters, learned, Traits.NONE);
  }

  /** The same profile, knowing those traits. */
  public ProfileImage knowing(Traits other) {
    return new ProfileImage(key, path, executableId, state, ignored, counters, learned, other);
  }

  /** Codes of the calls it has used, in the order of their indexes. */
  public List<Integer> calls() {
    return learned.calls();
  }

  /** The pairs of the training data. */
  public PairList training() {
    return learned.training();
  }

  /** The pairs of the test data; empty when it never was normal. */
  public PairList test() {
    return learned.test();
  }

  /** The same profile, its executable being known. */
  public ProfileImage ranBy(String newPath, String newExecutableId) {
    return new ProfileImage(
        key, newPath, newExecutableId, state, ignored, counters, learned, traits);
  }

  /** The same profile with other counters. */
  public ProfileImage counting(Counters other) {
    return new ProfileImage(
        key, path, executableId, other.state(), other.ignored(), other, learned, traits);
  }

  /** For what no profile can hold. */
  static IllegalArgumentException impossible(String what) {
    return new IllegalArgumentException("not what a profile can hold: " + what);
  }
}
