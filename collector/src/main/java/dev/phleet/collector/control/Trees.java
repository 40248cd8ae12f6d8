package dev.phleet.collector.control;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.phleet.collector.clock.BootClock;
import dev.phleet.collector.detector.ProfileRow;
import dev.phleet.collector.event.Counters;
import dev.phleet.collector.status.Growth;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.function.LongFunction;

/** Profiles as JSON; times are microseconds since 1970-01-01T00:00Z, as on the topics. */
final class Trees {
  private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

  private final BootClock clock;
  private final LongFunction<String> paths;

  Trees(BootClock clock, LongFunction<String> paths) {
    this.clock = clock;
    this.paths = paths;
  }

  /** What ps shows of a profile, added to an object. */
  ObjectNode profile(ObjectNode object, ProfileRow profile) {
    Counters c = profile.counters();
    object.put("key", ProfileFinder.text(profile.key()));
    object.put("path", paths.apply(profile.key()));
    object.put("state", c.state().name());
    object.put("ignored", c.ignored());
    object.put("calls", c.calls());
    object.put("trainCount", c.trainCount());
    object.put("lastModCount", c.lastModCount());
    object.put("sequences", c.sequences());
    object.put("anomalies", c.anomalies());
    object.put("distinctCalls", c.distinctCalls());
    object.put("pairs", c.pairs());
    object.put("grams", c.grams());
    object.put("callSets", c.callSets());
    object.put("gramMisses", c.gramMisses());
    object.put("scoresOver", c.scoresOver());
    time(object, "normalTime", c.normalTime());
    time(object, "firstSeen", c.firstSeen());
    time(object, "lastChange", c.lastChange());
    return object;
  }

  /** A point of the growth of a profile. */
  static ObjectNode point(Growth.Point point) {
    return NODES
        .objectNode()
        .put("time", micros(point.time()))
        .put("calls", point.calls())
        .put("sequences", point.sequences())
        .put("pairs", point.pairs())
        .put("distinctCalls", point.distinctCalls())
        .put("anomalies", point.anomalies());
  }

  static long micros(Instant time) {
    return ChronoUnit.MICROS.between(Instant.EPOCH, time);
  }

  /** A time since boot; null when there is none. */
  private void time(ObjectNode object, String name, long bootNanos) {
    if (bootNanos == 0) {
      object.putNull(name);
    } else {
      object.put(name, micros(clock.wall(bootNanos)));
    }
  }
}
