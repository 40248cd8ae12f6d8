package dev.phleet.collector.detector;

import static dev.phleet.collector.layout.Layouts.CALL_INDEXES;
import static dev.phleet.collector.layout.Layouts.KNOWN_WINDOWS;
import static dev.phleet.collector.layout.Layouts.PROFILE;
import static dev.phleet.collector.layout.Layouts.PROFILE_COUNTERS;
import static dev.phleet.collector.layout.Layouts.ROW_CELLS;

import dev.phleet.collector.event.Counters;
import dev.phleet.collector.event.ProfileState;
import dev.phleet.collector.libbpf.BpfObject;
import dev.phleet.collector.profile.PairList;
import dev.phleet.collector.profile.ProfileImage;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Writes a profile into the kernel's maps while no call is being judged. Its pairs go into sets
 * with new numbers: one is training and test data at once, as after becoming normal, and where the
 * two differ the row of the test data is in the kept set. So nothing is there twice that need not
 * be. The epoch moves on, which voids what tasks hold of the profile that was there before.
 */
final class ProfileRestore {
  /** A replayed task that nobody else has a use for. */
  private static final int TASK = Replay.TASKS - 1;

  /** What tells an empty place of the cache, and the bits of a set's size: as in known.h. */
  private static final long NO_WINDOW = 1L << 63;

  private static final int WINDOW_SIZE_BITS = 2;

  private final ProfileMaps maps;
  private final TraitMaps traits;
  private final Replay replay;

  ProfileRestore(BpfObject object, Replay replay) {
    maps = new ProfileMaps(object);
    traits = new TraitMaps(object);
    this.replay = replay;
  }

  /** Where a row is within a set. */
  private record Place(int current, int chunk) {}

  void write(ProfileImage image) {
    int slot = place(image.key());
    ByteBuffer profile = maps.profile(slot);
    if (profile.getLong(PROFILE.offset("key")) != image.key()) {
      throw new IllegalStateException(
          "profile %016x is a copy that shares the profile of another".formatted(image.key()));
    }
    int set = profile.getInt(PROFILE.offset("last_set")) + 1;
    int keptSet = image.test().isEmpty() && image.state() != ProfileState.NORMAL ? 0 : set + 1;
    // Before the rows: what a failure leaves behind is then of a forgotten set, and reclaimed.
    profile.putInt(PROFILE.offset("last_set"), set + 2);
    maps.putProfile(slot, profile);
    forgetWideIndexes(slot, profile);
    int[] indexes = giveIndexes(slot, profile, image.calls());
    writeRows(slot, set, keptSet, rows(image.training(), indexes), rows(image.test(), indexes));
    traits.write(slot, profile, set, keptSet, image.traits());
    profile.putInt(PROFILE.offset("train_set"), set);
    profile.putInt(PROFILE.offset("test_set"), keptSet == 0 ? 0 : set);
    profile.putInt(PROFILE.offset("kept_set"), keptSet);
    putCounters(profile, image);
    forgetWindows(profile, set + 2);
    startEpoch(profile);
    maps.putProfile(slot, profile);
  }

  /** The slot of the key; a new one is given by the kernel itself, which alone can do so safely. */
  private int place(long key) {
    if (maps.slot(key).isEmpty()) {
      try {
        replay.exec(TASK, key);
      } catch (IllegalStateException full) {
        throw new IllegalStateException(
            "there is no room for profile %016x: raise profiles.max".formatted(key), full);
      }
    }
    return maps.slot(key).orElseThrow();
  }

  private void forgetWideIndexes(int slot, ByteBuffer profile) {
    if (profile.getInt(PROFILE.offset("last_wide_index")) > 0) {
      maps.calls(slot, profile).list().forEach(code -> maps.forgetWideIndex(slot, code));
    }
  }

  /**
   * By code, as the kernel gives them: native calls in a byte while there is room, all others wide.
   */
  private int[] giveIndexes(int slot, ByteBuffer profile, List<Integer> calls) {
    int[] indexes = new int[ProfileImage.HIGHEST_CODE + 1];
    int narrow = 0;
    int wide = 0;
    for (int code = 1; code <= CALL_INDEXES; code++) {
      ProfileMaps.putIndex(profile, code, 0);
    }
    for (int code : calls) {
      boolean fits = code <= CALL_INDEXES && narrow < ProfileMaps.NARROW_INDEXES;
      int index = fits ? ++narrow : ProfileMaps.WIDE + ++wide;
      indexes[code] = index;
      if (!fits) {
        maps.putWideIndex(slot, code, index);
      }
      if (code <= CALL_INDEXES) {
        ProfileMaps.putIndex(profile, code, fits ? index : ProfileMaps.WIDE);
      }
    }
    profile.putInt(PROFILE.offset("last_index"), narrow);
    profile.putInt(PROFILE.offset("last_wide_index"), wide);
    return indexes;
  }

  private void writeRows(
      int slot, int set, int keptSet, Map<Place, byte[]> training, Map<Place, byte[]> test) {
    training.forEach(
        (place, cells) -> {
          boolean same = Arrays.equals(cells, test.get(place));
          putRow(slot, set, place, cells, same ? 0 : keptSet);
        });
    test.forEach(
        (place, cells) -> {
          if (!training.containsKey(place)) {
            putRow(slot, set, place, new byte[ROW_CELLS], keptSet);
          }
          if (!Arrays.equals(cells, training.get(place))) {
            putRow(slot, keptSet, place, cells, 0);
          }
        });
  }

  private void putRow(int slot, int set, Place place, byte[] cells, int kept) {
    maps.putRow(slot, set, place.current(), place.chunk(), cells, kept);
  }

  /** Pairs come by rows, mostly: the row of the one before is looked at first. */
  private static Map<Place, byte[]> rows(PairList pairs, int[] indexes) {
    Map<Place, byte[]> rows = new HashMap<>();
    Place place = new Place(0, 0);
    byte[] cells = new byte[0];
    for (int i = 0; i < pairs.size(); i++) {
      int current = indexes[pairs.current(i)];
      int previous = indexes[pairs.previous(i)];
      if (place.current() != current || place.chunk() != previous / ROW_CELLS) {
        place = new Place(current, previous / ROW_CELLS);
        cells = rows.computeIfAbsent(place, empty -> new byte[ROW_CELLS]);
      }
      cells[previous % ROW_CELLS] |= (byte) pairs.distances(i);
    }
    return rows;
  }

  private static void putCounters(ByteBuffer profile, ProfileImage image) {
    Counters counters = image.counters();
    int start = PROFILE.offset("counters");
    profile
        .putLong(start + PROFILE_COUNTERS.offset("calls"), counters.calls())
        .putLong(start + PROFILE_COUNTERS.offset("train_count"), counters.trainCount())
        .putLong(start + PROFILE_COUNTERS.offset("last_mod_count"), counters.lastModCount())
        .putLong(start + PROFILE_COUNTERS.offset("sequences"), counters.sequences())
        .putLong(start + PROFILE_COUNTERS.offset("anomalies"), counters.anomalies())
        .putLong(start + PROFILE_COUNTERS.offset("first_seen"), counters.firstSeen())
        .putLong(start + PROFILE_COUNTERS.offset("last_change"), counters.lastChange())
        .putLong(start + PROFILE_COUNTERS.offset("normal_time"), counters.normalTime())
        .putInt(start + PROFILE_COUNTERS.offset("state"), counters.state().code())
        .putInt(start + PROFILE_COUNTERS.offset("distinct_calls"), image.calls().size())
        .putInt(start + PROFILE_COUNTERS.offset("pairs"), image.training().bits())
        .putInt(start + PROFILE_COUNTERS.offset("ignored"), counters.ignored() ? 1 : 0)
        .putLong(start + PROFILE_COUNTERS.offset("gram_misses"), counters.gramMisses())
        .putLong(start + PROFILE_COUNTERS.offset("scores_over"), counters.scoresOver())
        .putInt(start + PROFILE_COUNTERS.offset("grams"), image.traits().training().grams())
        .putInt(
            start + PROFILE_COUNTERS.offset("call_sets"),
            image.traits().training().callSets().size())
        .putLong(PROFILE.offset("held_back"), 0)
        .putLong(PROFILE.offset("next_send"), 0)
        .putInt(PROFILE.offset("moved_to"), 0);
  }

  private static void startEpoch(ByteBuffer profile) {
    int epoch = profile.getInt(PROFILE.offset("epoch")) + 2;
    for (String voided :
        List.of("epoch", "windows_epoch", "localities_epoch", "counts_epoch", "calls_epoch")) {
      profile.putInt(PROFILE.offset(voided), epoch);
    }
  }

  /** As forget_windows() in the kernel does. */
  private static void forgetWindows(ByteBuffer profile, int set) {
    profile
        .putInt(PROFILE.offset("window_set"), set << WINDOW_SIZE_BITS)
        .putInt(PROFILE.offset("crowded"), 0);
    for (int window = 0; window < KNOWN_WINDOWS; window++) {
      profile.putLong(PROFILE.offset("known") + window * Long.BYTES, NO_WINDOW);
    }
  }
}
