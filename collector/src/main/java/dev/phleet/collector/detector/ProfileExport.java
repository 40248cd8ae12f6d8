package dev.phleet.collector.detector;

import static dev.phleet.collector.layout.Layouts.PROFILE;
import static dev.phleet.collector.layout.Layouts.ROW_CELLS;

import dev.phleet.collector.event.Counters;
import dev.phleet.collector.event.CountersDecoder;
import dev.phleet.collector.libbpf.BpfObject;
import dev.phleet.collector.profile.PairList;
import dev.phleet.collector.profile.ProfileImage;
import dev.phleet.collector.profile.Traits;
import java.nio.ByteBuffer;
import java.util.Optional;

/**
 * Reads a profile out of the kernel's maps while calls are being judged. What replaces data makes
 * the epoch odd and then new, so what was read between two looks at the same even epoch belongs
 * together; bits that were learned meanwhile may or may not be in it.
 */
final class ProfileExport {
  private static final int ATTEMPTS = 64;
  private static final int TRAIN_SET = PROFILE.offset("train_set");
  private static final int TEST_SET = PROFILE.offset("test_set");
  private static final int KEPT_SET = PROFILE.offset("kept_set");
  private static final int EPOCH = PROFILE.offset("epoch");

  private final ProfileMaps maps;
  private final TraitMaps traits;

  ProfileExport(BpfObject object) {
    maps = new ProfileMaps(object);
    traits = new TraitMaps(object);
  }

  Optional<ProfileImage> read(long key) {
    for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
      Optional<Integer> slot = maps.slot(key);
      if (slot.isEmpty()) {
        return Optional.empty();
      }
      ByteBuffer before = maps.profile(slot.get());
      if (before.getLong(PROFILE.offset("key")) != key) {
        return Optional.empty();
      }
      int epoch = epoch(before);
      if (epoch % 2 == 0) {
        Optional<ProfileImage> image = image(key, slot.get(), before);
        if (epoch(maps.profile(slot.get())) == epoch) {
          return image;
        }
      }
      Thread.onSpinWait();
    }
    throw new IllegalStateException(
        "profile %016x is being changed all the while; try again".formatted(key));
  }

  private Optional<ProfileImage> image(long key, int slot, ByteBuffer profile) {
    UsedCalls calls = maps.calls(slot, profile);
    PairList.Builder training = new PairList.Builder(calls.size());
    PairList.Builder test = new PairList.Builder(0);
    int trainSet = profile.getInt(TRAIN_SET);
    int testSet = profile.getInt(TEST_SET);
    int chunks = calls.chunks(ROW_CELLS);
    byte[] row = ProfileMaps.emptyRow();
    for (int i = 0; i < calls.size(); i++) {
      int current = calls.index(i);
      for (int chunk = 0; chunk < chunks; chunk++) {
        boolean isThere = maps.row(slot, trainSet, current, chunk, row);
        if (isThere) {
          collect(row, calls, i, chunk, training);
        }
        if (testSet != 0 && testSet != trainSet) {
          isThere = maps.row(slot, testSet, current, chunk, row);
        }
        if (testSet != 0 && isThere && testRow(slot, profile, current, chunk, row)) {
          collect(row, calls, i, chunk, test);
        }
      }
    }
    PairList trained = training.build();
    return CountersDecoder.decode(profile, PROFILE.offset("counters"))
        .map(
            counters -> {
              Traits known =
                  traits.read(
                      slot, profile, counters.grams(), counters.callSets(), calls.areCompact());
              int sets = known.training().callSets().size();
              Counters exact = with(counters, trained.bits(), sets);
              return ProfileImage.of(key, exact, calls.list(), trained, test.build())
                  .knowing(known);
            });
  }

  /**
   * Has a row of the test set be the row of the test data; false when that has none. A row is kept
   * before it changes: as long as the flag is not set, what was read before holds.
   */
  private boolean testRow(int slot, ByteBuffer profile, int current, int chunk, byte[] row) {
    int keptSet = profile.getInt(KEPT_SET);
    byte[] again = ProfileMaps.emptyRow();
    boolean changed =
        maps.row(slot, profile.getInt(TEST_SET), current, chunk, again)
            && ProfileMaps.kept(again) == keptSet;
    return !changed || maps.row(slot, keptSet, current, chunk, row);
  }

  private static void collect(
      byte[] row, UsedCalls calls, int current, int chunk, PairList.Builder pairs) {
    for (int i = 0; i < calls.size(); i++) {
      int index = calls.index(i);
      int distances = index / ROW_CELLS == chunk ? ProfileMaps.cell(row, index) : 0;
      if (distances != 0) {
        pairs.add(calls.code(current), calls.code(i), distances);
      }
    }
  }

  private static Counters with(Counters counters, int pairs, int callSets) {
    return new Counters(
        counters.calls(),
        counters.trainCount(),
        counters.lastModCount(),
        counters.sequences(),
        counters.anomalies(),
        counters.firstSeen(),
        counters.lastChange(),
        counters.normalTime(),
        counters.state(),
        counters.distinctCalls(),
        pairs,
        counters.ignored(),
        counters.gramMisses(),
        counters.scoresOver(),
        counters.grams(),
        callSets);
  }

  private static int epoch(ByteBuffer profile) {
    return profile.getInt(EPOCH);
  }
}
