package dev.phleet.analyzer.topology;

import dev.phleet.analyzer.fleet.FleetChange;
import dev.phleet.analyzer.fleet.pairs.PairsChange;
import dev.phleet.analyzer.intake.EventCheck;
import dev.phleet.analyzer.intake.PairsCheck;
import dev.phleet.analyzer.version.VersionChange;
import dev.phleet.schemas.Topics;
import dev.phleet.schemas.event.FleetProfile;
import dev.phleet.schemas.event.Incident;
import dev.phleet.schemas.event.ProfilePairs;
import dev.phleet.schemas.event.ProfileState;
import java.util.List;
import java.util.Map;
import java.util.function.LongSupplier;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.streams.kstream.Branched;
import org.apache.kafka.streams.kstream.KStream;
import org.apache.kafka.streams.kstream.Named;
import org.apache.kafka.streams.kstream.Repartitioned;

/**
 * From the profiles of all hosts to what the fleet knows of a program. What goes on by executable
 * or path has been added up since the last commit.
 *
 * <pre>
 * profile-states -> read -> ledger -> by executable -+
 *                                                     +-> fleet -> fleet-profiles
 * profile-pairs  -> read -> ledger -> by executable -+
 * profile-states -> read -> ledger -> by path -> versions, strangers
 * </pre>
 */
final class ProfilePath {
  private final Wiring wiring;

  ProfilePath(Wiring wiring) {
    this.wiring = wiring;
  }

  /** Builds it; returns the incidents about strangers. */
  KStream<String, Incident> build() {
    wiring.addStore(StoreNames.PROFILES, LedgerForms.HOST_PROFILES, host -> 1 + host.size() / 2);
    wiring.addStore(StoreNames.SHARES, LedgerForms.SHARES);
    Map<String, KStream<String, ProfileNews>> news =
        wiring
            .read("profile", "profile-ledger", Topics.PROFILE_STATES, this::rules)
            .process(
                () -> new ProfileProcessor(wiring.together()),
                Named.as("profile-ledger"),
                StoreNames.PROFILES,
                StoreNames.SHARES)
            .split(Named.as("profile-has-"))
            .branch((key, one) -> one instanceof ProfileNews.Changed, Branched.as("changed"))
            .defaultBranch(Branched.as("moved"));
    KStream<String, List<PairsChange>> pairs =
        wiring
            .read("pairs", "pairs-ledger", Topics.PROFILE_PAIRS, this::pairsRules)
            .process(
                () -> new PairsProcessor(wiring.together()),
                Named.as("pairs-ledger"),
                StoreNames.PROFILES);
    fleet(
        news.get("profile-has-changed")
            .mapValues(one -> ((ProfileNews.Changed) one).change(), Named.as("profile-change")),
        pairs);
    return versions(
        news.get("profile-has-moved")
            .mapValues(one -> ((ProfileNews.Moved) one).changes(), Named.as("profile-move")));
  }

  private KStream<String, Incident> versions(KStream<String, List<VersionChange>> moves) {
    wiring.addStore(StoreNames.VERSIONS, VersionForms.ROW);
    return moves
        .repartition(
            Repartitioned.with(Serdes.String(), VersionForms.CHANGES).withName("moves-by-path"))
        .process(
            () -> new VersionProcessor(wiring.settings().stranger(), wiring.settings().tick()),
            Named.as("path-versions"),
            StoreNames.VERSIONS);
  }

  private RecordReader.Rules<ProfileState> rules(LongSupplier clock) {
    EventCheck check = new EventCheck(wiring.settings().ahead(), clock);
    return new RecordReader.Rules<>(
        wiring.topic(Topics.PROFILE_STATES),
        wiring.serdes().profileState().deserializer(),
        check::check,
        check::checkTombstone);
  }

  private RecordReader.Rules<ProfilePairs> pairsRules(LongSupplier clock) {
    EventCheck check = new EventCheck(wiring.settings().ahead(), clock);
    return new RecordReader.Rules<>(
        wiring.topic(Topics.PROFILE_PAIRS),
        wiring.serdes().profilePairs().deserializer(),
        new PairsCheck(check)::check,
        check::checkTombstone);
  }

  private void fleet(
      KStream<String, FleetChange> changes, KStream<String, List<PairsChange>> pairs) {
    wiring.addStore(StoreNames.SUMMARIES, LedgerForms.SUMMARY);
    wiring.addStore(StoreNames.TALLIES, Serdes.Long());
    KStream<String, FleetProfile> profiles =
        byExecutable(changes, pairs)
            .process(
                () -> new FleetProcessor(wiring.settings().fleetInterval()),
                Named.as("profile-fleet"),
                StoreNames.SUMMARIES,
                StoreNames.TALLIES,
                StoreNames.PAIRS);
    wiring.addStore(StoreNames.LATEST, LatestProfiles.FORM);
    KStream<String, FleetProfile> kept =
        profiles.processValues(LatestProfiles::new, Named.as("fleet-latest"), StoreNames.LATEST);
    wiring.publish("fleet", Topics.FLEET_PROFILES, kept, wiring.serdes().fleetProfile());
  }

  private KStream<String, FleetNews> byExecutable(
      KStream<String, FleetChange> changes, KStream<String, List<PairsChange>> pairs) {
    KStream<String, FleetNews> states =
        changes
            .repartition(wiring.byExecutable("profiles", LedgerForms.CHANGE))
            .mapValues(FleetNews.OfProfiles::new, Named.as("profile-news"));
    KStream<String, FleetNews> sets =
        pairs
            .repartition(wiring.byExecutable("pairs", PairForms.CHANGES))
            .mapValues(FleetNews.OfPairs::new, Named.as("pairs-news"));
    return states.merge(sets, Named.as("fleet-news"));
  }
}
