package dev.phleet.analyzer.intake;

import dev.phleet.analyzer.fleet.ProfileId;
import dev.phleet.analyzer.fleet.pairs.PairCode;
import dev.phleet.schemas.event.Call;
import dev.phleet.schemas.event.ProfilePairs;
import java.util.BitSet;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/** Whether the pairs of a profile can be true. */
public final class PairsCheck {
  private static final Pattern ARCHITECTURE = Pattern.compile("[a-z0-9_]{1,32}");
  private static final int NAME = 128;
  private static final int ALL_DISTANCES = 0xff;

  private final EventCheck events;

  /** Checks what all events have in common with {@code events}. */
  public PairsCheck(EventCheck events) {
    this.events = events;
  }

  /** Checks pairs that came under {@code key}; empty when they can be true. */
  public Optional<Verdict> check(String key, ProfilePairs pairs) {
    ProfileId profile =
        new ProfileId(pairs.getHost().getId(), pairs.getExecutable().getProfileKey());
    return EventCheck.source(pairs.getHost(), pairs.getSource())
        .or(() -> EventCheck.key(key, profile.topicKey()))
        .or(() -> events.time("time", pairs.getTime()))
        .or(() -> EventCheck.executable(pairs.getExecutable()))
        .or(() -> architecture(pairs.getArchitecture()))
        .or(() -> content(pairs.getCalls(), PairArray.of(pairs.getPairs())));
  }

  private static Optional<Verdict> content(List<Call> calls, PairArray pairs) {
    if (pairs.isKnownToFit(calls)) {
      return Optional.empty();
    }
    Optional<Verdict> wrong = calls(calls).or(() -> cells(pairs, calls.size()));
    if (wrong.isEmpty()) {
      pairs.fits(calls);
    }
    return wrong;
  }

  private static Optional<Verdict> architecture(String architecture) {
    return ARCHITECTURE.matcher(architecture).matches()
        ? Optional.empty()
        : EventCheck.fault(
            Fault.BAD_ARCHITECTURE,
            "architecture '" + EventCheck.shown(architecture) + "' is none");
  }

  private static Optional<Verdict> calls(List<Call> calls) {
    Set<Integer> seen = new HashSet<>();
    for (Call call : calls) {
      boolean fits =
          call.getNumber() >= 0
              && call.getNumber() <= PairCode.HIGHEST_NUMBER
              && !call.getName().isEmpty()
              && call.getName().length() <= NAME
              && seen.add(PairCode.call(call.getTable(), call.getNumber()));
      if (!fits) {
        return EventCheck.fault(
            Fault.BAD_PAIRS,
            "call "
                + call.getNumber()
                + " '"
                + EventCheck.shown(call.getName())
                + "' is none or listed twice");
      }
    }
    return Optional.empty();
  }

  private static Optional<Verdict> cells(PairArray cells, int calls) {
    // One bit for each two calls: at most as many as there are in three tables, squared.
    BitSet seen = new BitSet(calls * calls);
    for (int i = 0; i < cells.size(); i++) {
      int place = cells.current(i) * calls + cells.previous(i);
      boolean fits =
          isIndex(cells.current(i), calls)
              && isIndex(cells.previous(i), calls)
              && isMask(cells.training(i))
              && isMask(cells.test(i))
              && !seen.get(place);
      if (!fits) {
        return EventCheck.fault(
            Fault.BAD_PAIRS,
            "pair " + cells.get(i) + " of " + calls + " calls is none or listed twice");
      }
      seen.set(place);
    }
    return Optional.empty();
  }

  private static boolean isIndex(int index, int calls) {
    return index >= 0 && index < calls;
  }

  private static boolean isMask(int distances) {
    return distances >= 0 && distances <= ALL_DISTANCES;
  }
}
