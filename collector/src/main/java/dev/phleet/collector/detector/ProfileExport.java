package dev.phleet.collector.detector;

import static dev.phleet.collector.layout.Layouts.PROFILE;
import static dev.phleet.collector.layout.Layouts.ROW;
import static dev.phleet.collector.layout.Layouts.ROW_CELLS;

import dev.phleet.collector.event.Counters;
import dev.phleet.collector.event.CountersDecoder;
import dev.phleet.collector.libbpf.BpfObject;
import dev.phleet.collector.profile.ProfileImage;
import dev.phleet.collector.profile.ProfileImage.Pair;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;

/**
 * Reads a profile out of the kernel's maps while calls are being judged. What replaces data makes
 * the epoch odd and then new, so what was read between two looks at the same even epoch belongs
 * together; bits that were learned meanwhile may or may not be in it.
 */
final class ProfileExport {
  private static final int ATTEMPTS = 64;
  private static final int KEPT = ROW.offset("kept");

  private final ProfileMaps maps;

  ProfileExport(BpfObject object) {
    maps = new ProfileMaps(object);
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
    SortedMap<Integer, Integer> codes = maps.codes(slot, profile);
    List<Pair> training = new ArrayList<>();
    List<Pair> test = new ArrayList<>();
    int chunks = codes.isEmpty() ? 0 : codes.lastKey() / ROW_CELLS + 1;
    for (int current : codes.keySet()) {
      for (int chunk = 0; chunk < chunks; chunk++) {
        collect(
            maps.row(slot, set(profile, "train_set"), current, chunk),
            current,
            codes,
            training,
            chunk);
        collect(testRow(slot, profile, current, chunk), current, codes, test, chunk);
      }
    }
    return CountersDecoder.decode(profile, PROFILE.offset("counters"))
        .map(counters -> withPairs(counters, ProfileImage.bits(training)))
        .map(
            counters ->
                ProfileImage.of(key, counters, List.copyOf(codes.values()), training, test));
  }

  private Optional<ByteBuffer> testRow(int slot, ByteBuffer profile, int current, int chunk) {
    int testSet = set(profile, "test_set");
    int keptSet = set(profile, "kept_set");
    if (testSet == 0) {
      return Optional.empty();
    }
    Optional<ByteBuffer> row = maps.row(slot, testSet, current, chunk);
    // A row is kept before it changes: as long as the flag is not set, what was read before holds.
    boolean changed =
        row.isPresent()
            && maps.row(slot, testSet, current, chunk)
                .map(again -> again.getInt(KEPT) == keptSet)
                .orElse(false);
    return changed ? maps.row(slot, keptSet, current, chunk) : row;
  }

  private static void collect(
      Optional<ByteBuffer> row,
      int current,
      SortedMap<Integer, Integer> codes,
      List<Pair> pairs,
      int chunk) {
    row.ifPresent(
        cells ->
            codes
                .subMap(chunk * ROW_CELLS, (chunk + 1) * ROW_CELLS)
                .forEach(
                    (index, code) -> {
                      int distances = ProfileMaps.cell(cells, index);
                      if (distances != 0) {
                        pairs.add(new Pair(codes.get(current), code, distances));
                      }
                    }));
  }

  private static Counters withPairs(Counters counters, int pairs) {
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
        counters.ignored());
  }

  private static int set(ByteBuffer profile, String name) {
    return profile.getInt(PROFILE.offset(name));
  }

  private static int epoch(ByteBuffer profile) {
    return set(profile, "epoch");
  }
}
