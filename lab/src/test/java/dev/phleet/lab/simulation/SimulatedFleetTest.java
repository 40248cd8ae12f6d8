package dev.phleet.lab.simulation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.phleet.collector.calls.CallNames;
import dev.phleet.schemas.Topics;
import dev.phleet.schemas.event.Anomaly;
import dev.phleet.schemas.event.Pair;
import dev.phleet.schemas.event.ProfilePairs;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class SimulatedFleetTest {
  private static final Instant END = Instant.parse("2026-01-02T03:04:05Z");
  private static final int ANOMALIES = 5000;

  private static List<SimulatedRecord> records(long seed) {
    List<SimulatedRecord> records = new ArrayList<>();
    SimulatedFleet fleet =
        new SimulatedFleet(new FleetShape(seed, 50, 10, END, Duration.ofHours(1)));
    fleet.hosts(records::add);
    fleet.anomalies(ANOMALIES, records::add);
    return records;
  }

  @Test
  void shouldBeTheSameFleetForTheSameSeedAndAnotherForAnother() {
    assertThat(records(1)).isEqualTo(records(1)).isNotEqualTo(records(2));
  }

  @Test
  void shouldHaveEveryProfileItsPairsAndAHeartbeatOfEveryHost() {
    Map<String, Long> byTopic =
        records(1).stream()
            .collect(Collectors.groupingBy(r -> r.topic().name(), Collectors.counting()));
    assertThat(byTopic)
        .containsEntry(Topics.PROFILE_STATES.name(), 500L)
        .containsEntry(Topics.PROFILE_PAIRS.name(), 500L)
        .containsEntry(Topics.COLLECTORS.name(), 50L)
        .containsEntry(Topics.ANOMALIES.name(), (long) ANOMALIES);
  }

  @Test
  void shouldSendInItsLifeWhatCollectorsSendByDefault() {
    SimulatedFleet fleet =
        new SimulatedFleet(new FleetShape(1, 50, 10, END, Duration.ofMinutes(10)));
    List<SimulatedRecord> life = new ArrayList<>();
    fleet.life(ANOMALIES, life::add);
    Map<String, Long> byTopic =
        life.stream().collect(Collectors.groupingBy(r -> r.topic().name(), Collectors.counting()));
    assertThat(byTopic)
        .as("a heartbeat every 5 s, the pairs of one profile in 50 every 5 min")
        .containsEntry(Topics.COLLECTORS.name(), 50L * 120)
        .containsEntry(Topics.PROFILE_PAIRS.name(), 2L * 500 / 50)
        .containsEntry(Topics.ANOMALIES.name(), (long) ANOMALIES);
    assertThat(byTopic.get(Topics.PROFILE_STATES.name()))
        .as("every 30 s all of five programs and half of the other five")
        .isBetween(7_000L, 8_000L);
    assertThat(life.get(life.size() - 1).value())
        .isInstanceOfSatisfying(
            Anomaly.class, a -> assertThat(a.getTime()).isBefore(END.plusSeconds(61)));
  }

  @Test
  void shouldKnowOnePairMoreAfterLearning() {
    SimulatedProgram program =
        SimulatedProgram.of(1, CallNames.forArchitecture("x86_64"), new Random(3));
    List<Pair> before = program.pairs(3, true, 0);
    List<List<Pair>> after =
        IntStream.range(1, 20).mapToObj(learned -> program.pairs(3, true, learned)).toList();
    assertThat(after).allSatisfy(pairs -> assertThat(pairs).containsAll(before));
    assertThat(after.stream().filter(pairs -> pairs.size() == before.size() + 1).count())
        .isGreaterThan(12);
  }

  @Test
  void shouldNumberTheEventsOfAHostWithoutAGap() {
    Map<String, Long> last = new HashMap<>();
    for (Anomaly anomaly : anomalies()) {
      long expected = last.merge(anomaly.getHost().getId(), 1L, Long::sum);
      assertThat(anomaly.getSource().getSequence()).isEqualTo(expected);
    }
  }

  @Test
  void shouldHaveAFewBusyProgramsAndManyQuietOnes() {
    List<Long> counts =
        anomalies().stream()
            .collect(Collectors.groupingBy(a -> a.getExecutable().getId(), Collectors.counting()))
            .values()
            .stream()
            .sorted(Comparator.reverseOrder())
            .toList();
    assertThat(counts).hasSize(10);
    assertThat(counts.get(0)).isGreaterThan(5 * counts.get(9));
  }

  @Test
  void shouldNameOnlyCallsAndDistancesThatThereAre() {
    for (SimulatedRecord record : records(3)) {
      if (record.value() instanceof ProfilePairs pairs) {
        int calls = pairs.getCalls().size();
        assertThat(pairs.getPairs())
            .isNotEmpty()
            .allMatch(p -> p.getCurrent() < calls && p.getPrevious() < calls)
            .allMatch(p -> p.getTraining() >= 1 && p.getTraining() <= 255);
      }
    }
  }

  @Test
  void shouldMakeAnOutbreakTheSameSurpriseOnDifferentHosts() {
    SimulatedFleet fleet = new SimulatedFleet(new FleetShape(1, 5, 2, END, Duration.ofHours(1)));
    List<Anomaly> outbreak =
        fleet.outbreak(7, 3, END).stream().map(r -> (Anomaly) r.value()).toList();
    assertThat(outbreak.stream().map(a -> a.getHost().getId()).distinct()).hasSize(3);
    assertThat(outbreak.stream().map(Anomaly::getWindow).distinct()).hasSize(1);
    assertThat(outbreak.stream().map(Anomaly::getTime)).containsOnly(END);
  }

  @Test
  void shouldRefuseAFleetOfNothing() {
    assertThatThrownBy(() -> new FleetShape(1, 0, 1, END, Duration.ZERO))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void shouldDrawRanksByZipfsLaw() {
    HeavyTail tail = new HeavyTail(100, 1);
    Random random = new Random(5);
    int[] drawn = new int[100];
    for (int i = 0; i < 200_000; i++) {
      drawn[tail.draw(random)]++;
    }
    assertThat((double) drawn[0] / drawn[9]).isBetween(8.0, 12.0);
    assertThat(drawn[99]).isPositive();
  }

  private static List<Anomaly> anomalies() {
    return records(1).stream()
        .filter(r -> r.value() instanceof Anomaly)
        .map(r -> (Anomaly) r.value())
        .toList();
  }
}
