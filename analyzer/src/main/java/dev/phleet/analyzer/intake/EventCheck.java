package dev.phleet.analyzer.intake;

import dev.phleet.analyzer.fleet.ProfileId;
import dev.phleet.schemas.event.Acknowledgement;
import dev.phleet.schemas.event.Anomaly;
import dev.phleet.schemas.event.Call;
import dev.phleet.schemas.event.Executable;
import dev.phleet.schemas.event.Host;
import dev.phleet.schemas.event.ProfileCounters;
import dev.phleet.schemas.event.ProfileState;
import dev.phleet.schemas.event.Source;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.LongSupplier;
import java.util.regex.Pattern;

/**
 * Whether an event can be true. What passes is bounded in every text and list, so that nothing kept
 * from it can grow without bound.
 */
public final class EventCheck {
  private static final int WINDOW = 9;
  private static final int HIGHEST_CALL = 1 << 16;
  private static final long HIGHEST_SEQUENCE = 1L << 53;
  static final int ID = 128;
  private static final int NAME = 256;
  private static final int PATH = 4096;
  private static final String BY_DIGEST = "sha256:";
  private static final String BY_PATH = "path:";
  private static final int DIGEST = 64;
  private static final char DELETE = 0x7f;
  private static final Pattern CONTROL = Pattern.compile("\\p{Cntrl}");

  private final Duration ahead;
  private final LongSupplier wallMillis;

  /** Checks; an event may be {@code ahead} of the machine's clock {@code wallMillis}, no more. */
  public EventCheck(Duration ahead, LongSupplier wallMillis) {
    this.ahead = ahead;
    this.wallMillis = wallMillis;
  }

  /** Checks an anomaly that came under {@code key}; empty when it can be true. */
  public Optional<Verdict> check(String key, Anomaly anomaly) {
    return source(anomaly.getHost(), anomaly.getSource())
        .or(() -> key(key, anomaly.getHost().getId()))
        .or(() -> time("time", anomaly.getTime()))
        .or(() -> executable(anomaly.getExecutable()))
        .or(() -> counters(anomaly.getCounters()))
        .or(() -> counts(anomaly))
        .or(() -> text("architecture", anomaly.getArchitecture()))
        .or(() -> window(anomaly.getWindow()))
        .or(() -> mismatches(anomaly));
  }

  /** Checks a profile state that came under {@code key}; empty when it can be true. */
  public Optional<Verdict> check(String key, ProfileState state) {
    return source(state.getHost(), state.getSource())
        .or(() -> key(key, profile(state).topicKey()))
        .or(() -> time("time", state.getTime()))
        .or(() -> time("firstSeen", state.getFirstSeen()))
        .or(() -> executable(state.getExecutable()))
        .or(() -> counters(state.getCounters()))
        .or(() -> counts(state));
  }

  /** Checks an acknowledgement that came under {@code key}; empty when it can be true. */
  public Optional<Verdict> check(String key, Acknowledgement acknowledgement) {
    return checkIncident(key)
        .or(() -> key(key, acknowledgement.getIncidentId()))
        .or(() -> time("time", acknowledgement.getTime()))
        .or(() -> text("by", acknowledgement.getBy()))
        .or(() -> path("note", acknowledgement.getNote()));
  }

  /** Checks the key of a taken back acknowledgement; empty when it can be true. */
  public Optional<Verdict> checkIncident(String key) {
    return isId(key)
        ? Optional.empty()
        : fault(Fault.WRONG_KEY, "key '" + shown(key) + "' is not the id of an incident");
  }

  static Optional<Verdict> path(String field, String text) {
    return text.length() <= PATH ? Optional.empty() : fault(Fault.TOO_LONG, field + " is too long");
  }

  /** Checks the key of a tombstone of a profile; empty when it can be true. */
  public Optional<Verdict> checkTombstone(String key) {
    return ProfileId.parse(key).isPresent()
        ? Optional.empty()
        : fault(Fault.WRONG_KEY, "key '" + shown(key) + "' is not host id/16 hexadecimal digits");
  }

  private static ProfileId profile(ProfileState state) {
    return new ProfileId(state.getHost().getId(), state.getExecutable().getProfileKey());
  }

  static Optional<Verdict> source(Host host, Source source) {
    if (!isId(host.getId())) {
      return fault(Fault.BAD_HOST, "host id '" + shown(host.getId()) + "' is empty or not an id");
    }
    if (host.getName().length() > NAME || host.getBootId().length() > ID) {
      return fault(Fault.TOO_LONG, "host name or boot id is too long");
    }
    if (!isId(source.getRunId())) {
      return fault(
          Fault.BAD_RUN, "run id '" + shown(source.getRunId()) + "' is empty or not an id");
    }
    if (source.getSequence() < 1 || source.getSequence() > HIGHEST_SEQUENCE) {
      return fault(Fault.BAD_SEQUENCE, "sequence " + source.getSequence() + " is not in 1..2^53");
    }
    return Optional.empty();
  }

  static Optional<Verdict> key(String key, String expected) {
    return expected.equals(key)
        ? Optional.empty()
        : fault(
            Fault.WRONG_KEY, "key is '" + shown(key) + "' and should be '" + shown(expected) + "'");
  }

  Optional<Verdict> time(String field, Instant time) {
    Instant latest = Instant.ofEpochMilli(wallMillis.getAsLong()).plus(ahead);
    if (time.isAfter(Instant.EPOCH) && !time.isAfter(latest)) {
      return Optional.empty();
    }
    return fault(
        Fault.IMPOSSIBLE_TIME,
        field + " " + time.truncatedTo(ChronoUnit.SECONDS) + " is not in 1970.." + latest);
  }

  static Optional<Verdict> executable(Executable executable) {
    if (!isExecutable(executable.getId())) {
      return fault(
          Fault.BAD_EXECUTABLE,
          "executable id '" + shown(executable.getId()) + "' is not sha256:<hex> or path:<path>");
    }
    if (executable.getPath().length() > PATH || hasControl(executable.getPath())) {
      return fault(Fault.BAD_EXECUTABLE, "path of the executable is too long or not printable");
    }
    return Optional.empty();
  }

  private static Optional<Verdict> counts(Anomaly anomaly) {
    // One sign of all of them: what is bad is named only when something is.
    long signs =
        anomaly.getLfc()
            | anomaly.getMaxLfc()
            | anomaly.getHeldBack()
            | anomaly.getScore()
            | anomaly.getMissingGrams()
            | anomaly.getCallSetDistance();
    return signs >= 0
        ? Optional.empty()
        : counts(
            Map.of(
                "lfc", (long) anomaly.getLfc(),
                "maxLfc", (long) anomaly.getMaxLfc(),
                "heldBack", anomaly.getHeldBack(),
                "score", (long) anomaly.getScore(),
                "missingGrams", anomaly.getMissingGrams(),
                "callSetDistance", (long) anomaly.getCallSetDistance()));
  }

  private static Optional<Verdict> counts(ProfileState state) {
    return (state.getDistinctCalls() | state.getPairs()) >= 0
        ? Optional.empty()
        : counts(
            Map.of(
                "distinctCalls", (long) state.getDistinctCalls(),
                "pairs", (long) state.getPairs()));
  }

  private static Optional<Verdict> counters(ProfileCounters counters) {
    long signs =
        counters.getCalls()
            | counters.getTrainCount()
            | counters.getLastModCount()
            | counters.getSequences()
            | counters.getAnomalies();
    return signs >= 0 ? Optional.empty() : negative(counters);
  }

  private static Optional<Verdict> negative(ProfileCounters counters) {
    return counts(
        Map.of(
            "calls", counters.getCalls(),
            "trainCount", counters.getTrainCount(),
            "lastModCount", counters.getLastModCount(),
            "sequences", counters.getSequences(),
            "anomalies", counters.getAnomalies()));
  }

  static Optional<Verdict> counts(Map<String, Long> counts) {
    for (Map.Entry<String, Long> each : counts.entrySet()) {
      if (each.getValue() < 0) {
        return count(each.getKey(), each.getValue());
      }
    }
    return Optional.empty();
  }

  static Optional<Verdict> count(String field, long count) {
    return count >= 0 ? Optional.empty() : fault(Fault.NEGATIVE_COUNT, field + " is " + count);
  }

  static Optional<Verdict> text(String field, String text) {
    return text.length() <= ID ? Optional.empty() : fault(Fault.TOO_LONG, field + " is too long");
  }

  private static Optional<Verdict> window(List<Call> window) {
    if (window.isEmpty()) {
      return fault(Fault.EMPTY_WINDOW, "the window has no calls");
    }
    if (window.size() > WINDOW) {
      return fault(Fault.BAD_WINDOW, "the window has " + window.size() + " calls, more than 9");
    }
    for (Call call : window) {
      if (call.getNumber() < 0 || call.getNumber() > HIGHEST_CALL) {
        return fault(Fault.UNKNOWN_CALL, "no table has a call " + call.getNumber());
      }
      if (call.getName().isEmpty() || call.getName().length() > ID) {
        return fault(
            Fault.BAD_WINDOW, "call " + call.getNumber() + " '" + shown(call.getName()) + "'");
      }
    }
    return Optional.empty();
  }

  private static Optional<Verdict> mismatches(Anomaly anomaly) {
    List<Integer> mismatches = anomaly.getMismatches();
    int calls = anomaly.getWindow().size();
    int previous = 0;
    for (int distance : mismatches) {
      if (distance <= previous || distance >= calls) {
        return fault(Fault.BAD_MISMATCHES, "mismatches " + mismatches + " in a window of " + calls);
      }
      previous = distance;
    }
    return mismatches.isEmpty() && !anomaly.getRaisedByScore()
        ? fault(Fault.BAD_MISMATCHES, "an anomaly without a mismatch")
        : Optional.empty();
  }

  static boolean isId(String id) {
    return !id.isBlank() && id.length() <= ID && !hasControl(id);
  }

  /** {@code sha256:<hex>} or {@code path:<path>}; asked of every event, so without a pattern. */
  private static boolean isExecutable(String id) {
    if (id.startsWith(BY_DIGEST)) {
      return id.length() == BY_DIGEST.length() + DIGEST && isHex(id, BY_DIGEST.length());
    }
    return id.startsWith(BY_PATH)
        && id.length() > BY_PATH.length()
        && id.codePointCount(BY_PATH.length(), id.length()) <= PATH
        && !hasControl(id);
  }

  private static boolean isHex(String text, int from) {
    for (int i = from; i < text.length(); i++) {
      char c = text.charAt(i);
      if ((c < '0' || c > '9') && (c < 'a' || c > 'f')) {
        return false;
      }
    }
    return true;
  }

  private static boolean hasControl(String text) {
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c < ' ' || c == DELETE) {
        return true;
      }
    }
    return false;
  }

  static String shown(String text) {
    if (text == null) {
      return "null";
    }
    String start = text.length() > ID ? text.substring(0, ID) + "..." : text;
    return CONTROL.matcher(start).replaceAll("?");
  }

  static Optional<Verdict> fault(Fault fault, String message) {
    return Optional.of(new Verdict(fault, message));
  }
}
