package dev.phleet.analyzer.topology;

import dev.phleet.analyzer.delivery.Gap;
import dev.phleet.analyzer.delivery.HostRuns;
import dev.phleet.analyzer.delivery.Missing;
import dev.phleet.analyzer.delivery.RunProgress;
import dev.phleet.analyzer.fleet.FleetSummary;
import dev.phleet.analyzer.fleet.HostShares;
import dev.phleet.analyzer.fleet.KnownProfile;
import dev.phleet.analyzer.fleet.ProfileChange;
import dev.phleet.analyzer.fleet.ProfileId;
import dev.phleet.analyzer.fleet.ProfileShare;
import dev.phleet.schemas.event.State;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** How deliveries and fleet profiles are written. Any change here needs a new version number. */
final class LedgerForms {
  static final StateSerde<HostRuns> HOST_RUNS =
      new StateSerde<>("host-runs", 1, LedgerForms::runs, LedgerForms::runs);
  static final StateSerde<KnownProfile> KNOWN_PROFILE =
      new StateSerde<>(
          "known-profile",
          2,
          (out, k) ->
              out.text(k.executableId()).text(k.path()).text(k.runId()).number(k.sequence()),
          in -> new KnownProfile(in.text(), in.text(), in.text(), in.number()));
  static final StateSerde<HostShares> SHARES =
      new StateSerde<>("host-shares", 1, LedgerForms::shares, LedgerForms::shares);
  static final StateSerde<ProfileChange> CHANGE =
      new StateSerde<>("profile-change", 1, LedgerForms::change, LedgerForms::change);
  static final StateSerde<FleetSummary> SUMMARY =
      new StateSerde<>("fleet-summary", 1, LedgerForms::summary, LedgerForms::summary);

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

  private static void shares(StateWriter out, HostShares shares) {
    out.list(shares.byProfile().entrySet(), (o, e) -> share(o.number(e.getKey()), e.getValue()));
  }

  private static HostShares shares(StateReader in) {
    Map<Long, ProfileShare> shares = new HashMap<>();
    in.list(i -> Map.entry(i.number(), share(i)))
        .forEach(e -> shares.put(e.getKey(), e.getValue()));
    return new HostShares(shares);
  }

  private static void share(StateWriter out, ProfileShare s) {
    out.text(s.state().name()).text(s.path()).number(s.calls()).number(s.anomalies());
    out.number(s.pairs()).number(s.firstSeen()).number(s.lastSeen());
  }

  private static ProfileShare share(StateReader in) {
    return new ProfileShare(
        State.valueOf(in.text()),
        in.text(),
        in.number(),
        in.number(),
        in.size(),
        in.number(),
        in.number());
  }

  private static void change(StateWriter out, ProfileChange c) {
    out.text(c.executableId()).text(c.profile().hostId()).number(c.profile().profileKey());
    out.flag(c.share().isPresent());
    c.share().ifPresent(share -> share(out, share));
  }

  private static ProfileChange change(StateReader in) {
    return new ProfileChange(
        in.text(),
        new ProfileId(in.text(), in.number()),
        in.flag() ? Optional.of(share(in)) : Optional.empty());
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
