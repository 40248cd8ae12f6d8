package dev.phleet.collector.profile;

import dev.phleet.collector.event.Counters;
import dev.phleet.collector.event.ProfileState;
import dev.phleet.collector.profile.ProfileImage.Pair;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Random;

/** Profiles for tests; times are those of a file: microseconds since 1970. */
public final class Images {
  private static final long SOME_TIME = 1_790_000_000_000_000L;

  private Images() {}

  /** A profile that depends on nothing but the seed, of up to 40 calls. */
  public static ProfileImage random(long key, long seed) {
    Random random = new Random(seed);
    List<Integer> calls =
        random.ints(1, ProfileImage.HIGHEST_CODE + 1).distinct().limit(40).boxed().toList();
    calls = calls.subList(0, random.nextInt(calls.size() + 1));
    List<Pair> training = pairs(calls, random);
    Traits traits = new Traits(traits(random), traits(random));
    ProfileState state = ProfileState.of(1 + random.nextInt(3)).orElseThrow();
    Counters counters =
        new Counters(
            1 + random.nextInt(1_000_000),
            random.nextInt(1000),
            random.nextInt(1000),
            random.nextInt(1000),
            random.nextInt(30),
            SOME_TIME + random.nextInt(1000),
            SOME_TIME + random.nextInt(1_000_000),
            state == ProfileState.FROZEN ? SOME_TIME + random.nextInt(1_000_000) : 0,
            state,
            calls.size(),
            PairList.of(training).bits(),
            random.nextInt(5) == 0,
            random.nextInt(30),
            random.nextInt(3),
            traits.training().grams(),
            traits.training().callSets().size());
    return ProfileImage.of(key, counters, calls, training, pairs(calls, random))
        .ranBy("/usr/bin/greet-" + random.nextInt(9) + "-\u00e9", "sha256:" + seed)
        .knowing(traits);
  }

  private static Traits.Data traits(Random random) {
    BitSet bits = new BitSet();
    int grams = random.nextInt(40);
    for (int i = 0; i < 2 * grams; i++) {
      bits.set(random.nextInt(6912));
    }
    List<Long> sets = random.longs(1, Long.MAX_VALUE).limit(random.nextInt(60)).boxed().toList();
    return new Traits.Data(grams, bits, sets);
  }

  private static List<Pair> pairs(List<Integer> calls, Random random) {
    List<Pair> pairs = new ArrayList<>();
    for (int current : calls) {
      for (int previous : calls) {
        if (random.nextInt(4) == 0) {
          pairs.add(new Pair(current, previous, 1 + random.nextInt(255)));
        }
      }
    }
    return pairs;
  }
}
