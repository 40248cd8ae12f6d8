package dev.phleet.collector.event;

import static dev.phleet.collector.layout.Layouts.PROFILE_COUNTERS;

import java.nio.ByteBuffer;
import java.util.Optional;

/** Reads {@code struct profile_counters}, in an event or in the map of profiles. */
public final class CountersDecoder {
  private static final int CALLS = PROFILE_COUNTERS.offset("calls");
  private static final int TRAIN_COUNT = PROFILE_COUNTERS.offset("train_count");
  private static final int LAST_MOD_COUNT = PROFILE_COUNTERS.offset("last_mod_count");
  private static final int SEQUENCES = PROFILE_COUNTERS.offset("sequences");
  private static final int ANOMALIES = PROFILE_COUNTERS.offset("anomalies");
  private static final int FIRST_SEEN = PROFILE_COUNTERS.offset("first_seen");
  private static final int LAST_CHANGE = PROFILE_COUNTERS.offset("last_change");
  private static final int NORMAL_TIME = PROFILE_COUNTERS.offset("normal_time");
  private static final int STATE = PROFILE_COUNTERS.offset("state");
  private static final int DISTINCT_CALLS = PROFILE_COUNTERS.offset("distinct_calls");
  private static final int PAIRS = PROFILE_COUNTERS.offset("pairs");
  private static final int IGNORED = PROFILE_COUNTERS.offset("ignored");

  private static final int GRAM_MISSES = PROFILE_COUNTERS.offset("gram_misses");
  private static final int SCORES_OVER = PROFILE_COUNTERS.offset("scores_over");
  private static final int GRAMS = PROFILE_COUNTERS.offset("grams");
  private static final int CALL_SETS = PROFILE_COUNTERS.offset("call_sets");

  private CountersDecoder() {}

  /**
   * Reads the counters that start at an offset; the caller has checked that they are all there.
   *
   * @return empty when the state is none
   */
  public static Optional<Counters> decode(ByteBuffer bytes, int start) {
    Optional<ProfileState> state = ProfileState.of(bytes.getInt(start + STATE));
    if (state.isEmpty()) {
      return Optional.empty();
    }
    return Optional.of(
        new Counters(
            bytes.getLong(start + CALLS),
            bytes.getLong(start + TRAIN_COUNT),
            bytes.getLong(start + LAST_MOD_COUNT),
            bytes.getLong(start + SEQUENCES),
            bytes.getLong(start + ANOMALIES),
            bytes.getLong(start + FIRST_SEEN),
            bytes.getLong(start + LAST_CHANGE),
            bytes.getLong(start + NORMAL_TIME),
            state.get(),
            bytes.getInt(start + DISTINCT_CALLS),
            bytes.getInt(start + PAIRS),
            bytes.getInt(start + IGNORED) != 0,
            bytes.getLong(start + GRAM_MISSES),
            bytes.getLong(start + SCORES_OVER),
            bytes.getInt(start + GRAMS),
            bytes.getInt(start + CALL_SETS)));
  }
}
