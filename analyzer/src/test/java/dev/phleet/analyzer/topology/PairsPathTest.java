package dev.phleet.analyzer.topology;

import static org.assertj.core.api.Assertions.assertThat;

import dev.phleet.analyzer.correlation.Pattern;
import dev.phleet.analyzer.correlation.Prevalence.Known;
import dev.phleet.analyzer.correlation.WindowCall;
import dev.phleet.analyzer.fleet.pairs.FleetPrevalence;
import dev.phleet.analyzer.fleet.view.FleetPairs;
import dev.phleet.analyzer.fleet.view.FleetViews;
import dev.phleet.analyzer.fleet.view.HostPairs;
import dev.phleet.analyzer.fleet.view.NamedCall;
import dev.phleet.analyzer.fleet.view.Outlier;
import dev.phleet.analyzer.fleet.view.Outlier.OddPair;
import dev.phleet.schemas.event.CallTable;
import dev.phleet.schemas.event.FleetProfile;
import dev.phleet.schemas.event.Incident;
import dev.phleet.schemas.event.IncidentType;
import dev.phleet.schemas.event.Pair;
import dev.phleet.schemas.event.Prevalence;
import dev.phleet.schemas.event.ProfilePairs;
import dev.phleet.schemas.event.Severity;
import dev.phleet.schemas.event.State;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** From the pairs of single profiles to what the fleet knows, through the topology. */
class PairsPathTest {
  private static final Instant NOW = Events.START.plus(Duration.ofDays(2));
  private static final Pair READ_AFTER_WRITE = new Pair(0, 1, 0b11, 0b11);
  private static final Pair WRITE_AFTER_WRITE = new Pair(1, 1, 0b1, 0b1);
  private static final Pair BRK_AFTER_READ = new Pair(2, 0, 0b1000_0000, 0);
  private static final NamedCall WRITE = new NamedCall(CallTable.NATIVE, 1, "write");

  @TempDir private Path first;
  @TempDir private Path second;
  private Bench bench;

  @BeforeEach
  void start() {
    bench = new Bench(first, NOW);
  }

  @AfterEach
  void stop() {
    bench.close();
  }

  @Test
  void shouldTellWhatTheFleetKnowsOfAProgram() {
    fleetOfThree();
    FleetProfile profile = published();

    assertThat(profile.getPairs()).isEqualTo(4);
    assertThat(profile.getCommonPairs()).isEqualTo(2);
    assertThat(profile.getNewPairsLastDay()).isEqualTo(4);
    assertThat(profile.getLastNewPair()).isEqualTo(NOW.plusSeconds(3));
    assertThat(profile.getConverged()).as("new a moment ago").isFalse();
    assertThat(profile.getOutliers()).containsExactly("c");
  }

  @Test
  void shouldCallAProgramConvergedWhenNothingWasNewForADay() {
    fleetOfThree();
    Instant later = NOW.plusSeconds(4).plus(Duration.ofDays(1));
    bench.pass(Duration.ofDays(1));
    bench.send(Events.state("a", "r", 2, State.NORMAL, 200, later));
    FleetProfile profile = published();

    assertThat(profile.getNewPairsLastDay()).isZero();
    assertThat(profile.getConverged()).isTrue();
  }

  @Test
  void shouldKnowHowManyHostsHaveASurpriseAsNormal() {
    fleetOfThree();
    bench.pass(Duration.ofSeconds(3));
    Pattern pattern =
        new Pattern(
            "x86_64",
            List.of(call(0, "read"), call(1, "write"), call(1, "write"), call(999, "none")),
            List.of(1, 2, 3));
    FleetPrevalence prevalence = new FleetPrevalence(stored());

    assertThat(prevalence.of(Events.EXECUTABLE, pattern)).contains(new Known(3, 0, 3));
    assertThat(prevalence.of("sha256:" + "00".repeat(32), pattern)).isEmpty();
    assertThat(
            prevalence.of(Events.EXECUTABLE, new Pattern("aarch64", pattern.window(), List.of(1))))
        .as("the numbers of another architecture are other calls")
        .isEmpty();
  }

  @Test
  void shouldSayInAnIncidentHowManyHostsKnowItsSurpriseAsNormal() {
    fleetOfThree();
    bench.pass(Duration.ofSeconds(3));
    // The name of the call before is as long as its number is high: 1, which is write.
    bench.send(Events.anomaly("x", "r", 1, NOW, "w"));
    bench.send(Events.anomaly("y", "r", 1, NOW, "w"));
    bench.pass(Duration.ofSeconds(30));

    assertThat(bench.incidents.readValuesToList())
        .filteredOn(incident -> incident.getType() == IncidentType.SPREAD)
        .isNotEmpty()
        .allSatisfy(i -> assertThat(i.getPrevalence()).isEqualTo(new Prevalence(3, 2, 2)));
  }

  @Test
  void shouldMakeATakeoverMoreSevereWhenNoHostKnowsItsFirstAnomaly() {
    fleetOfThree();
    bench.pass(Duration.ofSeconds(3));
    assertThat(takeover("x", "brk12345"))
        .allSatisfy(
            i -> {
              assertThat(i.getPrevalence()).isEqualTo(new Prevalence(3, 0, 0));
              assertThat(i.getSeverity()).isEqualTo(Severity.CRITICAL);
              assertThat(i.getExplanation())
                  .isEqualTo("prog: no host knows write after brk12345 as normal");
              assertThat(i.getExecutable()).isNull();
              assertThat(i.getExecutables()).hasSize(3);
            });
    // What most hosts know says nothing of the other programs.
    assertThat(takeover("y", "w"))
        .allSatisfy(
            i -> {
              assertThat(i.getPrevalence()).isEqualTo(new Prevalence(3, 2, 2));
              assertThat(i.getSeverity()).isEqualTo(Severity.HIGH);
              assertThat(i.getExplanation()).isEmpty();
            });
  }

  private List<Incident> takeover(String host, String previous) {
    bench.send(Events.anomaly(host, "r", 1, NOW, previous));
    bench.send(Events.of(Events.anomaly(host, "r", 2, NOW.plusSeconds(1)), "p"));
    bench.send(Events.of(Events.anomaly(host, "r", 3, NOW.plusSeconds(2)), "q"));
    List<Incident> found =
        bench.incidents.readValuesToList().stream()
            .filter(incident -> incident.getType() == IncidentType.TAKEOVER)
            .toList();
    assertThat(found).isNotEmpty();
    return found;
  }

  @Test
  void shouldShowThePairsOfTheFleetOfAHostAndOfAnOutlier() {
    fleetOfThree();
    bench.pass(Duration.ofSeconds(3));
    FleetViews views = new FleetViews(stored());

    FleetPairs fleet = views.fleet(Events.EXECUTABLE).get(0);
    assertThat(fleet.hosts()).isEqualTo(3);
    assertThat(fleet.normalHosts()).isEqualTo(3);
    assertThat(fleet.calls()).extracting(NamedCall::name).containsExactly("read", "write", "brk");
    assertThat(fleet.cells())
        .contains(
            new FleetPairs.Cell(
                0, 1, List.of(3, 3, 0, 0, 0, 0, 0, 0), List.of(3, 3, 0, 0, 0, 0, 0, 0)),
            new FleetPairs.Cell(
                2, 0, List.of(0, 0, 0, 0, 0, 0, 0, 1), List.of(0, 0, 0, 0, 0, 0, 0, 0)));

    HostPairs host = views.host(Events.EXECUTABLE, "c").get(0);
    assertThat(host.calls()).extracting(NamedCall::name).containsExactly("read", "write", "brk");
    assertThat(host.cells())
        .containsExactly(
            new HostPairs.Cell(0, 1, 0b11, 0b11), new HostPairs.Cell(2, 0, 0b1000_0000, 0));

    Outlier outlier = views.outliers(Events.EXECUTABLE).get(0);
    assertThat(outlier.hostId()).isEqualTo("c");
    assertThat(outlier.peers()).isEqualTo(2);
    assertThat(outlier.surplusPairs()).extracting(OddPair::distance).containsExactly(8);
    assertThat(outlier.missingPairs()).containsExactly(new OddPair(WRITE, WRITE, 1, 2));
  }

  @Test
  void shouldForgetAProfileThatIsGone() {
    fleetOfThree();
    ProfilePairs gone = pairs("c", 3);
    bench.pairs.pipeInput(Bench.pairsKey(gone), null, NOW);
    FleetProfile profile = published();

    assertThat(profile.getPairs()).isEqualTo(3);
    assertThat(profile.getCommonPairs()).isEqualTo(3);
    assertThat(profile.getOutliers()).isEmpty();
  }

  @Test
  void shouldKnowTheSameAfterARestartThatCameBeforeAnythingWasWritten() throws Exception {
    fleetOfThree();
    Bench before = bench;
    bench = before.restart(first, second, NOW);
    FleetProfile profile = published();

    assertThat(profile.getPairs()).isEqualTo(4);
    assertThat(profile.getOutliers()).containsExactly("c");
    assertThat(new FleetViews(stored()).fleet(Events.EXECUTABLE).get(0).hosts()).isEqualTo(3);
  }

  @Test
  void shouldNotCountAnOldRecordTwice() {
    fleetOfThree();
    bench.send(pairs("c", 1));

    assertThat(published().getPairs()).isEqualTo(4);
    assertThat(bench.metric("stale-state", Map.of())).isEqualTo(1);
  }

  private record Impossible(String what, String reason, Consumer<ProfilePairs> change) {
    @Override
    public String toString() {
      return what;
    }
  }

  static List<Impossible> impossible() {
    return List.of(
        badPairs("an index that is none", p -> p.setPairs(List.of(new Pair(3, 0, 1, 0)))),
        badPairs("an index below 0", p -> p.setPairs(List.of(new Pair(0, -1, 1, 0)))),
        badPairs("a distance of 9", p -> p.setPairs(List.of(new Pair(0, 0, 256, 0)))),
        badPairs("distances below 0", p -> p.setPairs(List.of(new Pair(0, 0, 1, -1)))),
        badPairs(
            "a pair twice", p -> p.setPairs(List.of(new Pair(0, 0, 1, 0), new Pair(0, 0, 2, 0)))),
        badPairs(
            "a call twice", p -> p.setCalls(List.of(p.getCalls().get(0), p.getCalls().get(0)))),
        badPairs("a call that is none", p -> p.getCalls().get(0).setNumber(1024)),
        new Impossible(
            "a time to come", "impossible-time", p -> p.setTime(NOW.plus(Duration.ofHours(1)))),
        new Impossible(
            "no architecture", "bad-architecture", p -> p.setArchitecture("a/" + '\0' + "b")),
        new Impossible("another key", "wrong-key", p -> p.getExecutable().setProfileKey(8)));
  }

  private static Impossible badPairs(String what, Consumer<ProfilePairs> change) {
    return new Impossible(what, "bad-pairs", change);
  }

  @ParameterizedTest
  @MethodSource("impossible")
  void shouldPutWhatCannotBeTrueAside(Impossible impossible) {
    ProfilePairs pairs = pairs("a", 1, READ_AFTER_WRITE);
    byte[] key = Bench.pairsKey(pairs);
    impossible.change().accept(pairs);
    bench.pairs.pipeInput(key, bench.bytes(pairs));

    assertThat(bench.deadLetters.getQueueSize()).isEqualTo(1);
    assertThat(bench.metric("dead-letter", Map.of("reason", impossible.reason()))).isEqualTo(1);
  }

  /** Hosts a and b know the same, c a pair more and one less. */
  private void fleetOfThree() {
    for (String host : List.of("a", "b", "c")) {
      bench.send(Events.state(host, "r", 1, State.NORMAL, 100, NOW));
    }
    bench.send(pairs("a", 1, READ_AFTER_WRITE, WRITE_AFTER_WRITE));
    bench.send(pairs("b", 2, READ_AFTER_WRITE, WRITE_AFTER_WRITE));
    bench.send(pairs("c", 3, READ_AFTER_WRITE, BRK_AFTER_READ));
  }

  private static ProfilePairs pairs(String host, long sequence, Pair... pairs) {
    return Events.pairs(host, "r", sequence, State.NORMAL, NOW.plusSeconds(sequence), pairs);
  }

  private static WindowCall call(int number, String name) {
    return new WindowCall(CallTable.NATIVE, number, name);
  }

  private StoredPairs stored() {
    return new StoredPairs(bench.driver.getKeyValueStore(StoreNames.PAIRS));
  }

  /** The newest, once everything that waits has been done. */
  private FleetProfile published() {
    bench.pass(Duration.ofSeconds(3));
    List<FleetProfile> all = bench.profiles.readValuesToList();
    return all.get(all.size() - 1);
  }
}
