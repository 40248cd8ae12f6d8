package dev.phleet.collector.publish;

import dev.phleet.collector.calls.CallNames;
import dev.phleet.collector.profile.CallPlaces;
import dev.phleet.collector.profile.PairList;
import dev.phleet.collector.profile.ProfileImage;
import dev.phleet.schemas.event.Executable;
import dev.phleet.schemas.event.Pair;
import dev.phleet.schemas.event.ProfilePairs;
import dev.phleet.schemas.event.Source;
import dev.phleet.schemas.event.State;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Makes the record of topic profile-pairs of a profile's image. */
final class PairsRecord {
  private static final int DISTANCES = 0xff;

  private PairsRecord() {}

  static ProfilePairs of(
      ProfileImage image,
      HostIdentity identity,
      CallNames names,
      Executable executable,
      Source source,
      Instant time) {
    return new ProfilePairs(
        identity.host(),
        source,
        time,
        executable,
        identity.architecture(),
        State.valueOf(image.state().name()),
        image.calls().stream().map(names::call).toList(),
        pairs(image));
  }

  /** Each pair of calls once, by the places of the calls, with the distances of both data. */
  private static List<Pair> pairs(ProfileImage image) {
    CallPlaces places = new CallPlaces(image.calls());
    long[] training = byPlace(image.training(), places);
    long[] test = byPlace(image.test(), places);
    List<Pair> pairs = new ArrayList<>(Math.max(training.length, test.length));
    int i = 0;
    int j = 0;
    while (i < training.length || j < test.length) {
      long left = i < training.length ? training[i] >> Byte.SIZE : Long.MAX_VALUE;
      long right = j < test.length ? test[j] >> Byte.SIZE : Long.MAX_VALUE;
      long cell = Math.min(left, right);
      int learned = left == cell ? (int) training[i++] & DISTANCES : 0;
      int tested = right == cell ? (int) test[j++] & DISTANCES : 0;
      pairs.add(
          new Pair(
              (int) (cell / ProfileImage.HIGHEST_CODE),
              (int) (cell % ProfileImage.HIGHEST_CODE),
              learned,
              tested));
    }
    return pairs;
  }

  /** The places of both calls and, in the last byte, the distances; ascending. */
  private static long[] byPlace(PairList pairs, CallPlaces places) {
    long[] cells = new long[pairs.size()];
    for (int i = 0; i < cells.length; i++) {
      long current = places.of(pairs.current(i));
      long cell = current * ProfileImage.HIGHEST_CODE + places.of(pairs.previous(i));
      cells[i] = (cell << Byte.SIZE) | pairs.distances(i);
    }
    Arrays.sort(cells);
    return cells;
  }
}
