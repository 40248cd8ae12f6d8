package dev.phleet.collector.publish;

import dev.phleet.collector.calls.CallNames;
import dev.phleet.collector.profile.ProfileImage;
import dev.phleet.schemas.event.Executable;
import dev.phleet.schemas.event.Pair;
import dev.phleet.schemas.event.ProfilePairs;
import dev.phleet.schemas.event.Source;
import dev.phleet.schemas.event.State;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Makes the record of topic profile-pairs of a profile's image. */
final class PairsRecord {
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

  private static List<Pair> pairs(ProfileImage image) {
    Map<Integer, Integer> indexes = new HashMap<>();
    image.calls().forEach(code -> indexes.put(code, indexes.size()));
    Map<Integer, Pair> cells = new TreeMap<>();
    image.training().forEach(p -> cell(p, indexes, cells).setTraining(p.distances()));
    image.test().forEach(p -> cell(p, indexes, cells).setTest(p.distances()));
    return new ArrayList<>(cells.values());
  }

  private static Pair cell(
      ProfileImage.Pair pair, Map<Integer, Integer> indexes, Map<Integer, Pair> cells) {
    int current = indexes.get(pair.current());
    int previous = indexes.get(pair.previous());
    return cells.computeIfAbsent(
        current * ProfileImage.HIGHEST_CODE + previous, at -> new Pair(current, previous, 0, 0));
  }
}
