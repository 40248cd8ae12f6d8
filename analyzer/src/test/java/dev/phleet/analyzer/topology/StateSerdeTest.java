package dev.phleet.analyzer.topology;

import static java.util.Locale.ROOT;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.phleet.analyzer.correlation.EventRef;
import dev.phleet.analyzer.correlation.Exhibit;
import dev.phleet.analyzer.correlation.GroupKey;
import dev.phleet.analyzer.correlation.HostRef;
import dev.phleet.analyzer.correlation.HostTrack;
import dev.phleet.analyzer.correlation.Observation;
import dev.phleet.analyzer.correlation.Session;
import dev.phleet.analyzer.correlation.SessionKey;
import dev.phleet.analyzer.correlation.SharedSession;
import dev.phleet.analyzer.correlation.SignatureKey;
import dev.phleet.analyzer.correlation.SignatureTrack;
import dev.phleet.analyzer.correlation.Spread;
import dev.phleet.analyzer.correlation.Waiting;
import dev.phleet.analyzer.correlation.cluster.Case;
import dev.phleet.analyzer.correlation.cluster.Cluster;
import dev.phleet.analyzer.correlation.cluster.ClusterTrack;
import dev.phleet.analyzer.correlation.cluster.Facet;
import dev.phleet.analyzer.correlation.cluster.FacetTrack;
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
import dev.phleet.analyzer.host.KnownHost;
import dev.phleet.analyzer.incident.DeskEntry;
import dev.phleet.analyzer.incident.Draft;
import dev.phleet.analyzer.intake.Readings;
import dev.phleet.analyzer.version.Member;
import dev.phleet.analyzer.version.Note;
import dev.phleet.analyzer.version.Stranger;
import dev.phleet.analyzer.version.VersionChange;
import dev.phleet.schemas.event.Acknowledgement;
import dev.phleet.schemas.event.CollectorPhase;
import dev.phleet.schemas.event.CollectorStatus;
import dev.phleet.schemas.event.Incident;
import dev.phleet.schemas.event.IncidentType;
import dev.phleet.schemas.event.Severity;
import dev.phleet.schemas.event.State;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.apache.avro.Schema;
import org.apache.avro.SchemaNormalization;
import org.apache.kafka.common.errors.SerializationException;

class StateSerdeTest {
  private static final HostRef HOST = new HostRef("h", "näme", "b");
  private static final Observation OBSERVATION =
      Readings.observation(Events.anomaly("h", "r", 7, Events.START));

  private static <T> void assertKept(StateSerde<T> serde, T value) {
    byte[] bytes = serde.serializer().serialize("", value);
    assertThat(serde.deserializer().deserialize("", bytes)).isEqualTo(value);
  }

  @Property
  void shouldKeepEveryNumberAndText(@ForAll long number, @ForAll String text) {
    byte[] bytes = new StateWriter().number(number).text(text).flag(true).bytes();
    StateReader in = new StateReader(bytes);
    assertThat(in.number()).isEqualTo(number);
    // A lone surrogate is not a text; UTF-8 cannot hold it.
    assertThat(in.text()).isEqualTo(new String(text.getBytes(UTF_8), UTF_8));
    assertThat(in.flag()).isTrue();
  }

  private static final java.nio.charset.Charset UTF_8 = java.nio.charset.StandardCharsets.UTF_8;

  @Example
  void shouldKeepWhatTheSpreadRuleRemembers() {
    EventRef event = new EventRef(5, "h", "r", 6);
    SessionKey key = new SessionKey(new SignatureKey("e", "s"), 3);
    assertKept(IncidentForms.OUTCOME, new Outcome.Observed(OBSERVATION));
    assertKept(
        StateForms.TRACK,
        new TrackRow(
            "e",
            new SignatureTrack(
                9,
                List.of(
                    new Session(1, 2, 3, 4, 5, 6, "s-1+"), new Session(2, 3, 4, 5, 6, 7, "")))));
    assertKept(
        StateForms.SPREAD_ROW, new SpreadRow.Shown(new Exhibit(OBSERVATION, List.of(event))));
    assertKept(
        StateForms.SPREAD_ROW,
        new SpreadRow.Member(new SharedSession(key, 5, OBSERVATION.pattern())));
    assertKept(StateForms.SPREAD_ROW, new SpreadRow.Names(List.of("a", "b")));
    assertKept(StateForms.SPREAD_ROW, new SpreadRow.Waits(List.of(new Waiting("s", 3, 5))));
    HostTrack track = new HostTrack(HOST, 1, 9, 3, List.of(1L, 9L));
    Exhibit exhibit = new Exhibit(OBSERVATION, List.of(event));
    assertKept(StateForms.GROUP_ROW, new GroupRow.Few(List.of(track), Optional.of(exhibit)));
    assertKept(StateForms.GROUP_ROW, new GroupRow.Few(List.of(track), Optional.empty()));
    assertKept(StateForms.GROUP_ROW, new GroupRow.Many());
    assertKept(StateForms.GROUP_ROW, new GroupRow.One(track));
    assertKept(
        StateForms.SPREADS,
        List.of(
            new Spread(
                "i",
                new GroupKey("e", "s-1+"),
                1,
                2,
                3,
                4,
                5,
                6,
                7,
                true,
                new Spread.Published(6, 7, 8, 9))));
  }

  @Property
  void shouldKeepIdsWhateverTheyAre(
      @ForAll String any, @ForAll long high, @ForAll long low, @ForAll boolean shorter) {
    HexFormat hex = HexFormat.of();
    String half = hex.toHexDigits(high) + hex.toHexDigits(low);
    String signature = shorter ? half.substring(1) : half;
    String executable = "sha256:" + half + signature;
    for (String id :
        List.of(any, signature, executable, executable + any, half.toUpperCase(ROOT))) {
      assertThat(new StateReader(new StateWriter().id(id).bytes()).id()).isEqualTo(id);
    }
  }

  @Example
  void shouldWriteADigestInHalfOfItsLetters() {
    assertThat(new StateWriter().id("0123456789abcdef0123456789abcdef").bytes()).hasSize(17);
    assertThat(new StateWriter().id("sha256:" + "09af".repeat(16)).bytes()).hasSize(33);
  }

  @Example
  void shouldKeepDeliveriesAndFleetProfiles() {
    RunProgress run =
        new RunProgress(
            "r",
            23,
            List.of(new Missing(3, 4, 5, 6, true)),
            7,
            Optional.of(new Gap("i", 1, 2, 3, 4, 5, 6, 7)));
    ProfileShare share = new ProfileShare(State.FROZEN, "/x", 1, 2, 3, 4, 5);
    assertKept(
        LedgerForms.HOST_RUNS,
        new HostRuns(HOST, List.of(run, RunProgress.after("q", Long.MAX_VALUE, -1))));
    HostProfiles profiles = new HostProfiles();
    profiles.put(-7, Optional.of(new KnownProfile("e", "r", 5)));
    profiles.put(8, Optional.of(new KnownProfile("e", "s", 6)));
    assertKept(LedgerForms.HOST_PROFILES, profiles);
    KnownShare known = new KnownShare(share, "r", 9);
    assertKept(LedgerForms.SHARES, new HostShares(Map.of(-7L, known, 8L, known)));
    assertKept(
        LedgerForms.CHANGE,
        new FleetChange(-1, 0, 1, -5, 2, 3, 4, Map.of(7, -1, 9, 1), Map.of("/x", -1, "/y", 2)));
    assertKept(LedgerForms.SUMMARY, new FleetSummary(1, 2, 3, 4, 5, 6, 7, true));
    assertKept(LedgerForms.SUMMARY, FleetSummary.EMPTY);
  }

  @Example
  void shouldKeepClustersAndVersions() {
    EventRef event = new EventRef(5, "h", "r", 6);
    Case open = new Case("i", 1, true, true, 2, 3);
    Cluster cluster = new Cluster(1, 2, 9, 4, 5, 6, 7, Optional.of(open), OBSERVATION, 8);
    FacetTrack facet = new FacetTrack(new Facet("f", "n", "d", -1), 1, 9, 3, List.of(1L, 9L));
    Member member = new Member(HOST, -7, 2, event);
    Note note = new Note("/p", "e", Optional.of(new Stranger("/p", "e", member, "k")));
    assertKept(
        ClusterForms.ROW,
        new ClusterRow.Track(
            new ClusterTrack(9, List.of(cluster, cluster.withIncident(Optional.empty())))));
    assertKept(ClusterForms.ROW, new ClusterRow.Part(facet));
    assertKept(ClusterForms.ROW, new ClusterRow.Oldest(List.of(event)));
    assertKept(VersionForms.ROW, new VersionRow.Hosts(23));
    assertKept(VersionForms.ROW, new VersionRow.Runs(member));
    assertKept(VersionForms.ROW, new VersionRow.Noted(note));
    assertKept(VersionForms.ROW, new VersionRow.Noted(new Note("/p", "e", Optional.empty())));
    assertKept(
        VersionForms.CHANGES, List.of(new VersionChange("/p", "e", -7, HOST, event, true, true)));
  }

  @Example
  void shouldKeepIncidentsHostsAndAcknowledgements() {
    CollectorStatus status = Events.status("a", "r", 3, CollectorPhase.STOPPED, Events.START);
    Acknowledgement noted = new Acknowledgement("i", "ann", Events.START, "n");
    Incident incident =
        Draft.of("i", IncidentType.SILENCE, Severity.LOW)
            .setTitle("t")
            .setOpenedAt(Events.START)
            .setUpdatedAt(Events.START)
            .setCount(1)
            .build();
    assertKept(HostForms.HOST, new KnownHost(status, 1, "q", 2, 3, true));
    assertKept(IncidentForms.INCIDENT, incident);
    assertKept(IncidentForms.ACKNOWLEDGEMENT, noted);
    assertKept(IncidentForms.ENTRY, new DeskEntry.Conclusion(incident));
    assertKept(IncidentForms.ENTRY, new DeskEntry.Noted("i", Optional.of(noted)));
    assertKept(IncidentForms.ENTRY, new DeskEntry.Noted("i", Optional.empty()));
  }

  /**
   * Events are in the state as their schemas are now. When this fails, a schema has changed: the
   * forms that hold it need a new version number, and then the new fingerprint belongs here.
   */
  @Example
  void shouldHaveAVersionForEachSchemaInTheState() {
    assertThat(fingerprint(Incident.getClassSchema())).isEqualTo("2fab020a3f5a6b9b");
    assertThat(fingerprint(CollectorStatus.getClassSchema())).isEqualTo("6d40507a90eac089");
    assertThat(fingerprint(Acknowledgement.getClassSchema())).isEqualTo("d26ff30ff5ed30e7");
  }

  private static String fingerprint(Schema schema) {
    return Long.toHexString(SchemaNormalization.parsingFingerprint64(schema));
  }

  @Example
  void shouldRefuseStateOfAnotherVersion() {
    byte[] newer = new StateWriter().number(99).text("e").text("r").number(5).bytes();
    assertThatExceptionOfType(SerializationException.class)
        .isThrownBy(() -> LedgerForms.HOST_PROFILES.deserializer().deserialize("", newer))
        .withMessageContaining("host-profiles")
        .withMessageContaining("form 99");
  }
}
