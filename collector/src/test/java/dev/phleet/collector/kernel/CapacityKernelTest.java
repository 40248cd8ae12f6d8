package dev.phleet.collector.kernel;

import static dev.phleet.collector.kernel.Script.script;
import static dev.phleet.collector.kernel.Sys.GETGID;
import static dev.phleet.collector.kernel.Sys.GETPID;
import static dev.phleet.collector.kernel.Sys.GETUID;
import static dev.phleet.collector.kernel.Sys.UMASK;
import static org.assertj.core.api.Assertions.assertThat;

import dev.phleet.collector.detector.Detector;
import dev.phleet.collector.detector.KernelCounters;
import dev.phleet.collector.detector.Limits;
import dev.phleet.collector.detector.Operation;
import dev.phleet.collector.detector.Replay;
import dev.phleet.collector.detector.Settings;
import dev.phleet.collector.event.EventDecoder;
import dev.phleet.collector.event.EventKind;
import dev.phleet.collector.event.KernelEvent;
import dev.phleet.collector.event.WindowEvent;
import dev.phleet.collector.model.CallCode;
import dev.phleet.collector.model.ModelSettings;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What happens when there is no room, and how much room is needed. */
@NeedsKernel
class CapacityKernelTest {
  private static final ModelSettings DEFAULTS = ModelSettings.defaults();
  private static final int PAGE = 4096;

  @Test
  void shouldCountTasksThatFindNoRoomForAProfileAndGoOnWithTheOthers() {
    try (Programs programs = new Programs();
        Detector detector = Detector.load(Settings.defaults(), new Limits(1 << 20, 2))) {
      detector.attach();
      Script other = script().times(7, GETUID);
      other.exec(programs.program(Scenario.PROGRAM), script().times(5, GETGID));
      Script script = script().times(3, GETPID).exec(programs.program("other"), other);
      try (LiveRun live = LiveRun.start(detector, DEFAULTS, programs, script)) {
        live.subject().release();
        assertThat(live.subject().awaitEnd()).isZero();

        assertThat(detector.counters().profilesFull()).isEqualTo(1);
        assertThat(detector.profiles()).hasSize(2);
        assertThat(live.counters().get(Scenario.PROGRAM).calls())
            .as("3 and execve, none of the other program, 5 and exit_group")
            .isEqualTo(3 + 1 + 5 + 1);
        assertThat(detector.counters().droppedInAll()).isZero();
      }
    }
  }

  @Test
  void shouldCountEveryEventThatFoundTheRingBufferFullAndLeaveAGapInTheNumbers() {
    try (Programs programs = new Programs();
        Detector detector = Detector.load(Settings.defaults(), new Limits(PAGE, 16))) {
      detector.attach();
      Script script = script();
      for (Sys call : Sys.values()) {
        if (call.name().startsWith("GET")) {
          script.times(11, call);
        }
      }
      script.look().times(1, UMASK);
      ModelRun model = ModelRun.of(DEFAULTS, Scenario.PROGRAM, script);
      assertThat(model.told())
          .as("nothing but sequences")
          .allMatch(line -> line.contains("taught"));
      long before = sequences(model, 0);
      long after = model.told().size() - before;
      try (LiveRun live = LiveRun.start(detector, DEFAULTS, programs, script)) {
        assertThat(live.events()).as("the launcher's profile").hasSize(1);
        live.subject().release();
        live.subject().awaitPause();

        KernelCounters full = detector.counters();
        List<Long> first = numbers(live.events());
        long dropped = full.dropped().get(EventKind.SEQUENCE);
        assertThat(dropped).isPositive();
        assertThat(full.sent().get(EventKind.SEQUENCE)).isEqualTo(first.size()).isPositive();
        assertThat(first.size() + dropped).isEqualTo(before);

        live.subject().release();
        assertThat(live.subject().awaitEnd()).isZero();
        List<Long> all = numbers(live.events());
        assertThat(detector.counters().dropped().get(EventKind.SEQUENCE)).isEqualTo(dropped);
        assertThat(all).hasSize(Math.toIntExact(first.size() + after));
        assertThat(all.get(first.size()))
            .as("the number after the gap")
            .isEqualTo(first.get(first.size() - 1) + dropped + 1);
      }
    }
  }

  @Test
  void shouldNeedAtMost32KibForAProfileOfFiftyCallsAnd256BytesForATask() {
    try (Detector detector = Detector.load(Settings.defaults(), new Limits(1 << 20, 16))) {
      detector.apply(KernelSettings.of(DEFAULTS, Settings.defaults()));
      long before = MapMemory.bytesInUse();
      Replay replay = detector.replay();
      replay.exec(0, 1);
      Random random = new Random(23);
      play(replay, random, 50, 20_000);
      detector.administer(Operation.NORMALIZE, 1);
      // One call more: every row of the test data is copied before it learns that.
      play(replay, random, 51, 60_000);

      assertThat(detector.profile(1).orElseThrow().counters().pairs())
          .as("every pair of 51 calls at every distance")
          .isEqualTo(51 * 51 * 8);
      long bytes = MapMemory.bytesInUse() - before + MapMemory.profileBytes();
      assertThat(bytes).as("bytes of a profile").isPositive().isLessThanOrEqualTo(32 * 1024);
      assertThat(MapMemory.taskBytes()).as("bytes of a task").isLessThanOrEqualTo(256);
      assertThat(detector.counters().pairsFull()).isZero();
    }
  }

  @Test
  void shouldCountCallsWhosePairsFindNoRoomAndGoOnJudging() {
    Limits oneProfile = new Limits(1 << 20, 1);
    try (Detector detector = Detector.load(Settings.defaults(), oneProfile)) {
      Replay replay = detector.replay();
      replay.exec(0, 1);
      int distinct = oneProfile.rows() + 23;
      List<Integer> codes = IntStream.range(0, distinct).map(CallCode::nativeCall).boxed().toList();

      replay.calls(0, codes, 1);

      // Every call but the first needs a row of its own.
      assertThat(detector.counters().pairsFull()).isEqualTo(distinct - 1 - oneProfile.rows());
      assertThat(detector.profile(1).orElseThrow().counters().distinctCalls()).isEqualTo(distinct);
      assertThat(replay.calls(0, List.of(codes.get(0)), 1)).hasSize(1);
    }
  }

  @Test
  void shouldCountCallsThatFindNoRoomForAnIndex() {
    int profiles = 30;
    List<Integer> everyCode = IntStream.rangeClosed(1, 3 * 1024).boxed().toList();
    try (Detector detector = Detector.load(Settings.defaults(), new Limits(1 << 20, profiles))) {
      Replay replay = detector.replay();
      for (int profile = 1; profile <= profiles; profile++) {
        replay.exec(0, profile);
        replay.calls(0, everyCode, 1);
      }

      long given =
          detector.profiles().stream().mapToLong(row -> row.counters().distinctCalls()).sum();
      assertThat(detector.counters().callsFull()).isPositive();
      assertThat(given + detector.counters().callsFull())
          .as("calls with an index, and calls without")
          .isEqualTo((long) profiles * everyCode.size());
    }
  }

  @Test
  void shouldFreeForgottenPairsAtTheSecondReclaimingAndNoOthers() {
    try (Detector detector = Detector.load(Settings.defaults(), new Limits(1 << 20, 16))) {
      Replay replay = detector.replay();
      replay.exec(0, 1);
      replay.exec(1, 2);
      play(replay, new Random(23), 23, 2_003);
      replay.calls(1, Collections.nCopies(23, Sys.GETPID.code()), 1);
      assertThat(detector.profile(1).orElseThrow().counters().grams()).isGreaterThan(1_500);
      detector.administer(Operation.SENSITIZE, 1);

      assertThat(detector.reclaim()).as("a call may still be looking at them").isZero();
      assertThat(detector.reclaim()).as("rows of 23 calls, of grams 2 and 8").isEqualTo(23 + 10);
      assertThat(detector.reclaim()).isZero();
      assertThat(detector.profile(2).orElseThrow().counters().pairs()).isEqualTo(8);
      assertThat(replay.calls(1, List.of(Sys.GETPID.code()), 1).get(0).newDistances()).isZero();
    }
  }

  @Test
  void shouldHoldBackAnomaliesBeyondTheBudgetAndSayHowMany() {
    long minute = Duration.ofMinutes(1).toNanos();
    List<KernelEvent> anomalies = new ArrayList<>();
    try (Detector detector = Detector.load(Settings.defaults(), new Limits(1 << 20, 16))) {
      Settings settings =
          KernelSettings.of(DEFAULTS.withLimits(1_000, 128), Settings.defaults())
              .edit()
              .anomalyBudget(3, 1)
              .build();
      detector.apply(settings);
      Replay replay = detector.replay();
      replay.exec(0, 1);
      replay.calls(0, Collections.nCopies(23, Sys.GETPID.code()), minute);
      detector.administer(Operation.NORMALIZE, 1);

      replay.calls(0, IntStream.rangeClosed(101, 123).boxed().toList(), 2 * minute);
      replay.calls(0, List.of(200), 3 * minute + 23);
      replay.calls(0, List.of(201), 3 * minute + 24);

      detector.poll(
          Duration.ZERO,
          bytes -> {
            KernelEvent event = (KernelEvent) EventDecoder.decode(bytes);
            if (event.header().kind() == EventKind.ANOMALY) {
              anomalies.add(event);
            }
          });
      assertThat(anomalies)
          .extracting(event -> ((WindowEvent) event).heldBack())
          .as("3 at once, 20 held back, then one a minute")
          .containsExactly(0L, 0L, 0L, 20L);
      assertThat(detector.counters().heldBack()).isEqualTo(21);
      assertThat(detector.profile(1).orElseThrow().counters().anomalies()).isEqualTo(25);
    }
  }

  private static void play(Replay replay, Random random, int distinct, int count) {
    for (int played = 0; played < count; played += 4_000) {
      List<Integer> codes =
          IntStream.range(0, 4_000)
              .map(i -> CallCode.nativeCall(random.nextInt(distinct)))
              .boxed()
              .toList();
      assertThat(replay.calls(0, codes, 0)).hasSize(codes.size());
    }
  }

  private static long sequences(ModelRun model, int pause) {
    return model.pauses().get(pause).counters().get(Scenario.PROGRAM).sequences();
  }

  private static List<Long> numbers(List<KernelEvent> events) {
    return events.stream()
        .filter(event -> event.header().kind() == EventKind.SEQUENCE)
        .map(event -> event.header().sequence())
        .toList();
  }
}
