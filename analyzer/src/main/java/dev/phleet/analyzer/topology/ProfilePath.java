package dev.phleet.analyzer.topology;

import dev.phleet.analyzer.fleet.ProfileChange;
import dev.phleet.analyzer.intake.EventCheck;
import dev.phleet.schemas.Topics;
import dev.phleet.schemas.event.FleetProfile;
import dev.phleet.schemas.event.ProfileState;
import java.util.function.LongSupplier;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.streams.kstream.KStream;
import org.apache.kafka.streams.kstream.Named;
import org.apache.kafka.streams.kstream.Repartitioned;

/**
 * From the profiles of all hosts to what the fleet knows of a program.
 *
 * <pre>
 * profile-states -> read -> ledger -> by executable -> fleet -> fleet-profiles
 * </pre>
 */
final class ProfilePath {
  private final Wiring wiring;

  ProfilePath(Wiring wiring) {
    this.wiring = wiring;
  }

  /** Builds it. */
  void build() {
    wiring.addStore(StoreNames.PROFILES, LedgerForms.KNOWN_PROFILE);
    KStream<String, ProfileChange> changes =
        wiring
            .read("profile", Topics.PROFILE_STATES, this::rules)
            .process(ProfileProcessor::new, Named.as("profile-ledger"), StoreNames.PROFILES);
    fleet(changes);
  }

  private RecordReader.Rules<ProfileState> rules(LongSupplier clock) {
    EventCheck check = new EventCheck(wiring.settings().ahead(), clock);
    return new RecordReader.Rules<>(
        wiring.topic(Topics.PROFILE_STATES),
        wiring.serdes().profileState().deserializer(),
        check::check,
        check::checkTombstone);
  }

  private void fleet(KStream<String, ProfileChange> changes) {
    wiring.addStore(StoreNames.SUMMARIES, LedgerForms.SUMMARY);
    wiring.addStore(StoreNames.SHARES, LedgerForms.SHARE);
    wiring.addStore(StoreNames.TALLIES, Serdes.Long());
    KStream<String, FleetProfile> profiles =
        changes
            .repartition(
                Repartitioned.with(Serdes.String(), LedgerForms.CHANGE)
                    .withName("profiles-by-executable"))
            .process(
                () -> new FleetProcessor(wiring.settings().fleetInterval()),
                Named.as("profile-fleet"),
                StoreNames.SUMMARIES,
                StoreNames.SHARES,
                StoreNames.TALLIES);
    wiring.publish("fleet", Topics.FLEET_PROFILES, profiles, wiring.serdes().fleetProfile());
  }
}
