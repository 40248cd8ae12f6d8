package dev.phleet.analyzer.fleet.pairs;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Which pairs of which executable how many hosts know, and who differs. A host's sets are replaced
 * as a whole; the counts change only by what differs between the old and the new.
 *
 * <p>Sets, hosts and growth are written at once, the counts when {@link #write} is called: what was
 * not written when an instance died is noted, and counted anew from the sets by the next.
 */
public final class PairKnowledge {
  private final PairState state;
  private final CountCache counts;
  private final OutlierTimes times = new OutlierTimes();
  private final Outliers outliers;
  private final Set<String> stale = new HashSet<>();
  private final Set<String> touched = new LinkedHashSet<>();

  /**
   * Knowledge over what {@code state} remembers.
   *
   * @param room counts of about so many pairs are held in memory
   */
  public PairKnowledge(PairState state, int room) {
    this.state = state;
    counts = new CountCache(state, room);
    outliers = new Outliers(state, counts::of);
  }

  /** Finds what was not written before a restart; call once. */
  public void resume(long nowMillis) {
    state.eachStale(stale::add);
    for (String executable : stale) {
      state
          .summary(executable)
          .architectures()
          .forEach(architecture -> counts.rebuild(new Program(executable, architecture)));
      times.changed(executable, nowMillis);
      touched.add(executable);
    }
  }

  /** Takes news of one profile. */
  public void apply(PairsChange change, long nowMillis) {
    String executable = change.executableId();
    String host = change.profile().hostId();
    HostSets before = change.first() ? HostSets.NONE : state.host(executable, host);
    Interning interning = new Interning(state, counts, executable);
    HostSets after = interning.replaced(before, change.profile().profileKey(), change.share());
    if (after.equals(before)) {
      return;
    }
    if (stale.add(executable)) {
      state.putStale(executable, true);
    }
    boolean known = change.share().filter(share -> isKnown(executable, share)).isPresent();
    int fresh = count(executable, before, after, interning);
    interning.keep(before, after);
    state.putHost(executable, host, Optional.of(after).filter(a -> !a.profiles().isEmpty()));
    if (!known || fresh > 0) {
      change.share().ifPresent(share -> note(executable, share, fresh));
    }
    times.changed(executable, nowMillis);
    touched.add(executable);
  }

  /** Looks for outliers where it is time to; returns what has changed since the last call. */
  public Set<String> takeChanged(long nowMillis) {
    times.due(nowMillis).forEach(executable -> look(executable, nowMillis));
    Set<String> changed = Set.copyOf(touched);
    touched.clear();
    return changed;
  }

  /** Writes the counts. */
  public void write() {
    counts.write();
  }

  /**
   * The figures of one executable.
   *
   * @param nowMicros newest time of its other events
   */
  public PairFigures figures(String executableId, long nowMicros) {
    PairSummary summary = state.summary(executableId);
    int pairs = 0;
    int common = 0;
    for (String architecture : summary.architectures()) {
      PairCounts known = counts.of(new Program(executableId, architecture));
      pairs += known.size();
      common += known.common();
    }
    Growth growth = summary.growth();
    long now = Math.max(nowMicros, growth.last());
    return new PairFigures(
        pairs, common, growth.lastDay(now), growth.last(), growth.isQuiet(now), summary.outliers());
  }

  /** The names of the calls in a set that some host has were noted with it. */
  private boolean isKnown(String executable, PairsShare share) {
    Program program = new Program(executable, share.architecture());
    return state.holders(program, share.set()).mentions() > 0;
  }

  private int count(String executable, HostSets before, HostSets after, Interning interning) {
    Set<String> architectures = new TreeSet<>(before.architectures());
    architectures.addAll(after.architectures());
    int fresh = 0;
    for (String architecture : architectures) {
      Program program = new Program(executable, architecture);
      SetId from = before.known(architecture);
      SetId to = after.known(architecture);
      if (from.equals(to)) {
        continue;
      }
      if (to.equals(SetId.EMPTY) || state.holders(program, to).hosts() > 0) {
        counts.move(program, from, to);
      } else {
        PairSet now = interning.set(program, to);
        PairCounts known = counts.changed(program, from.equals(SetId.EMPTY));
        fresh += known.unknown(now.known());
        known.move(interning.set(program, from), now);
      }
    }
    return fresh;
  }

  private void note(String executable, PairsShare share, int fresh) {
    PairSummary summary = state.summary(executable);
    PairSummary now = fresh > 0 ? summary.grown(share.time(), fresh) : summary;
    if (!summary.architectures().contains(share.architecture())) {
      List<String> all = new ArrayList<>(summary.architectures());
      all.add(share.architecture());
      now = now.withArchitectures(all.stream().sorted().toList());
    }
    if (!now.equals(summary)) {
      state.putSummary(executable, Optional.of(now));
    }
    Program program = new Program(executable, share.architecture());
    SortedMap<Integer, String> names = state.names(program);
    SortedMap<Integer, String> told = share.content().names();
    if (!names.keySet().containsAll(told.keySet())) {
      SortedMap<Integer, String> all = new TreeMap<>(told);
      all.putAll(names);
      state.putNames(program, Optional.of(all));
    }
  }

  private void look(String executable, long nowMillis) {
    PairSummary summary = state.summary(executable);
    List<String> hosts =
        outliers.of(executable).stream().map(Outliers.Ranked::hostId).distinct().toList();
    int known = 0;
    for (String architecture : summary.architectures()) {
      Program program = new Program(executable, architecture);
      known += counts.of(program).hosts();
    }
    counts.write();
    boolean gone = forgetIfGone(executable, summary);
    if (!gone && !hosts.equals(summary.outliers())) {
      state.putSummary(executable, Optional.of(summary.withOutliers(hosts)));
      touched.add(executable);
    }
    times.done(executable, known, nowMillis);
    stale.remove(executable);
    state.putStale(executable, false);
  }

  /** An executable that no host has any more leaves nothing behind. */
  private boolean forgetIfGone(String executable, PairSummary summary) {
    boolean[] any = {false};
    state.eachHost(executable, (host, sets) -> any[0] = true);
    if (!any[0]) {
      for (String architecture : summary.architectures()) {
        state.putNames(new Program(executable, architecture), Optional.empty());
      }
      state.putSummary(executable, Optional.empty());
    }
    return !any[0];
  }
}
