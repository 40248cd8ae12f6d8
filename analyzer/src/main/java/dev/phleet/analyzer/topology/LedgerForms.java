package dev.phleet.analyzer.topology;

import dev.phleet.analyzer.delivery.Gap;
import dev.phleet.analyzer.delivery.HostRuns;
import dev.phleet.analyzer.delivery.Missing;
import dev.phleet.analyzer.delivery.RunProgress;
import dev.phleet.analyzer.fleet.FleetChange;
import dev.phleet.analyzer.fleet.FleetSummary;
import dev.phleet.analyzer.fleet.HostProfiles;
import dev.phleet.analyzer.fleet.HostShares;
import dev.phleet.analyzer.fleet.KnownProfile;
import dev.phleet.analyzer.fleet.KnownShare;
import dev.phleet.analyzer.fleet.ProfileShare;
import dev.phleet.schemas.event.State;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/** How deliveries and fleet profiles are written. Any change here needs a new version number. */
final class LedgerForms {
  static final StateSerde<HostRuns> HOST_RUNS =
      new StateSerde<>("host-runs", 1, LedgerForms::runs, LedgerForms::runs);
  static final StateSerde<HostProfiles> HOST_PROFILES =
      new StateSerde<>("host-profiles", 4, LedgerForms::profiles, LedgerForms::profiles);
  static final StateSerde<HostShares> SHARES =
      new StateSerde<>("host-shares", 2, LedgerForms::shares, LedgerForms::shares);
  static final StateSerde<FleetChange> CHANGE =
      new StateSerde<>("fleet-change", 2, LedgerForms::change, LedgerForms::change);
  static final StateSerde<FleetSummary> SUMMARY =
      new StateSerde<>("fleet-summary", 1, LedgerForms::summary, LedgerForms::summary);

  private static final List<State> STATES = List.of(State.TRAINING, State.FROZEN, State.NORMAL);

  private LedgerForms() {}

  private static void runs(StateWriter out, HostRuns runs) {
    StateForms.host(out, runs.host());
    out.list(runs.runs(), LedgerForms::run);
  }

  private static HostRuns runs(StateReader in) {
    return new HostRuns(StateForms.host(in), in.list(LedgerForms::run));
  }

  private static void run(StateWriter out, RunProgress run) {
    out.text(run.runId()).number(run.highest()).list(run.missing(), LedgerForms::missing);
    out.number(run.touchedAtMillis()).flag(run.gap().isPresent());
    run.gap().ifPresent(gap -> gap(out, gap));
  }

  private static RunProgress run(StateReader in) {
    return new RunProgress(
        in.text(),
        in.number(),
        in.list(LedgerForms::missing),
        in.number(),
        in.flag() ? Optional.of(gap(in)) : Optional.empty());
  }

  private static void missing(StateWriter out, Missing m) {
    out.number(m.from()).number(m.to()).number(m.noticedAtMillis());
    out.number(m.eventMicros()).flag(m.reported());
  }

  private static Missing missing(StateReader in) {
    return new Missing(in.number(), in.number(), in.number(), in.number(), in.flag());
  }

  private static void gap(StateWriter out, Gap gap) {
    out.text(gap.id()).number(gap.openedMicros()).number(gap.updatedMicros());
    out.number(gap.reportedAtMillis()).number(gap.from()).number(gap.to());
    out.number(gap.missing()).number(gap.revision());
  }

  private static Gap gap(StateReader in) {
    return new Gap(
        in.text(),
        in.number(),
        in.number(),
        in.number(),
        in.number(),
        in.number(),
        in.number(),
        in.size());
  }

  private static void profiles(StateWriter out, HostProfiles host) {
    out.number(host.size());
    host.each(
        (key, known) ->
            out.number(key).id(known.executableId()).id(known.runId()).number(known.sequence()));
  }

  private static HostProfiles profiles(StateReader in) {
    HostProfiles host = new HostProfiles();
    for (int left = in.size(); left > 0; left--) {
      long key = in.number();
      host.put(key, Optional.of(new KnownProfile(in.id(), in.id(), in.number())));
    }
    return host;
  }

  private static void shares(StateWriter out, HostShares shares) {
    out.list(shares.byProfile().entrySet(), (o, e) -> share(o.number(e.getKey()), e.getValue()));
  }

  private static HostShares shares(StateReader in) {
    Map<Long, KnownShare> shares = new HashMap<>();
    in.list(i -> Map.entry(i.number(), share(i)))
        .forEach(e -> shares.put(e.getKey(), e.getValue()));
    return new HostShares(shares);
  }

  private static void share(StateWriter out, KnownShare known) {
    ProfileShare s = known.share();
    out.number(state(s.state())).text(s.path()).number(s.calls()).number(s.anomalies());
    out.number(s.pairs()).number(s.firstSeen()).number(s.lastSeen());
    out.id(known.runId()).number(known.sequence());
  }

  private static KnownShare share(StateReader in) {
    ProfileShare share =
        new ProfileShare(
            state(in), in.text(), in.number(), in.number(), in.size(), in.number(), in.number());
    return new KnownShare(share, in.id(), in.number());
  }

  static int state(State state) {
    return STATES.indexOf(state);
  }

  static State state(StateReader in) {
    return STATES.get(in.size());
  }

  private static void change(StateWriter out, FleetChange c) {
    out.number(c.training()).number(c.frozen()).number(c.normal()).number(c.calls());
    out.number(c.anomalies()).number(c.firstSeen()).number(c.lastSeen());
    out.list(c.pairs().entrySet(), (o, e) -> o.number(e.getKey()).number(e.getValue()));
    out.list(c.paths().entrySet(), (o, e) -> o.text(e.getKey()).number(e.getValue()));
  }

  private static FleetChange change(StateReader in) {
    return new FleetChange(
        in.size(),
        in.size(),
        in.size(),
        in.number(),
        in.number(),
        in.number(),
        in.number(),
        tally(in, StateReader::size),
        tally(in, StateReader::text));
  }

  private static <K> Map<K, Integer> tally(StateReader in, Function<StateReader, K> key) {
    Map<K, Integer> tally = new HashMap<>();
    in.list(i -> Map.entry(key.apply(i), i.size()))
        .forEach(e -> tally.put(e.getKey(), e.getValue()));
    return tally;
  }

  private static void summary(StateWriter out, FleetSummary s) {
    out.number(s.training()).number(s.frozen()).number(s.normal()).number(s.calls());
    out.number(s.anomalies()).number(s.firstSeen()).number(s.lastSeen()).flag(s.dirty());
  }

  private static FleetSummary summary(StateReader in) {
    return new FleetSummary(
        in.size(),
        in.size(),
        in.size(),
        in.number(),
        in.number(),
        in.number(),
        in.number(),
        in.flag());
  }
}
