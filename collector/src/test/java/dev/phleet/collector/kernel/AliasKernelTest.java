package dev.phleet.collector.kernel;

import static dev.phleet.collector.kernel.Sys.GETPID;
import static dev.phleet.collector.kernel.Sys.GETUID;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.phleet.collector.detector.Detector;
import dev.phleet.collector.detector.Limits;
import dev.phleet.collector.detector.Operation;
import dev.phleet.collector.detector.OperationResult;
import dev.phleet.collector.detector.ProfileRow;
import dev.phleet.collector.detector.Replay;
import dev.phleet.collector.detector.Settings;
import dev.phleet.collector.event.Counters;
import dev.phleet.collector.model.ModelSettings;
import dev.phleet.collector.profile.ProfileImage;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Two files that are copies of one program share its profile. */
@NeedsKernel
class AliasKernelTest {
  private static final long FIRST = 101;
  private static final long COPY = 102;
  private static final List<Operation> LASTING =
      List.of(Operation.NORMALIZE, Operation.SENSITIZE, Operation.IGNORE, Operation.TOLERIZE);

  @Test
  void shouldGoOnInTheOtherProfileFromTheSecondCallWithAnEmptyWindow() {
    try (Detector detector = load()) {
      Replay replay = detector.replay();
      replay.exec(0, FIRST);
      replay.calls(0, Collections.nCopies(23, GETPID.code()), 1);
      replay.exec(1, COPY);
      replay.calls(1, Collections.nCopies(7, GETUID.code()), 1);

      assertThat(detector.alias(COPY, FIRST)).isEqualTo(OperationResult.DONE);
      replay.calls(1, Collections.nCopies(11, GETPID.code()), 1);

      // The first of the eleven is the one at which the task finds out.
      assertThat(calls(detector, FIRST)).isEqualTo(23 + 10);
      assertThat(detector.profile(COPY).orElseThrow().slot())
          .isEqualTo(detector.profile(FIRST).orElseThrow().slot());
      assertThat(detector.profile(FIRST).orElseThrow().counters().pairs())
          .as("getpid after getpid at eight distances, nothing of the copy")
          .isEqualTo(8);
    }
  }

  @Test
  void shouldStartTheCopyInTheSharedProfile() {
    try (Detector detector = load()) {
      Replay replay = detector.replay();
      replay.exec(0, FIRST);
      replay.exec(1, COPY);
      detector.alias(COPY, FIRST);

      replay.exec(2, COPY);
      replay.calls(2, List.of(GETPID.code(), GETPID.code(), GETPID.code()), 1);

      assertThat(calls(detector, FIRST)).isEqualTo(3);
    }
  }

  @Test
  void shouldSayThatThereIsNoProfileToShare() {
    try (Detector detector = load()) {
      detector.replay().exec(0, FIRST);

      assertThat(detector.alias(FIRST, COPY)).isEqualTo(OperationResult.NO_SUCH_PROFILE);
      assertThat(detector.alias(COPY, FIRST)).isEqualTo(OperationResult.NO_SUCH_PROFILE);
    }
  }

  @Test
  void shouldServeFarMoreCopiesThanThereAreSlots() {
    try (Detector detector = load(4)) {
      Replay replay = detector.replay();
      replay.exec(0, FIRST);
      List<Long> left = new ArrayList<>();
      for (long copy = COPY; copy < COPY + 200; copy++) {
        replay.exec(1, copy);
        replay.calls(1, Collections.nCopies(7, GETUID.code()), 1);
        assertThat(detector.alias(copy, FIRST)).isEqualTo(OperationResult.DONE);
        replay.calls(1, List.of(GETPID.code(), GETPID.code()), 1);
        left.addAll(detector.freeSlots());
        left.addAll(detector.freeSlots());
      }

      assertThat(left).hasSize(200).startsWith(COPY, COPY + 1);
      assertThat(detector.slotsWaiting()).isZero();
      assertThat(detector.counters().profilesFull()).isZero();
      assertThat(detector.profiles()).extracting(ProfileRow::key).containsExactly(FIRST);
      assertThat(detector.profile(COPY + 199).orElseThrow().key()).isEqualTo(FIRST);
      assertThat(detector.profile(COPY)).as("the oldest keys go").isEmpty();
    }
  }

  @Test
  void shouldHoldASlotUntilTwoLooksFindItLeft() {
    try (Detector detector = load(2)) {
      Replay replay = detector.replay();
      replay.exec(0, FIRST);
      replay.exec(1, COPY);
      detector.alias(COPY, FIRST);

      assertThat(detector.freeSlots()).isEmpty();
      assertThat(detector.slotsWaiting()).isEqualTo(1);
      assertThatThrownBy(() -> replay.exec(2, COPY + 1)).hasMessageContaining("result 2");
      assertThat(detector.freeSlots()).containsExactly(COPY);
      replay.exec(2, COPY + 1);
    }
  }

  @Test
  void shouldHoldASlotForAProcessThatSleepsUntilItHasGone() {
    try (Programs programs = new Programs();
        Detector detector = Detector.load(Settings.defaults(), new Limits(1 << 20, 16))) {
      detector.attach();
      Script script = Script.script().times(3, GETPID);
      try (LiveRun live = LiveRun.start(detector, ModelSettings.defaults(), programs, script)) {
        long launcher = live.key(LiveRun.LAUNCHER);
        detector.replay().exec(0, FIRST);
        assertThat(detector.alias(launcher, FIRST)).isEqualTo(OperationResult.DONE);

        assertThat(Stream.generate(detector::freeSlots).limit(5)).allMatch(List::isEmpty);
        live.subject().release();
        assertThat(live.subject().awaitEnd()).isZero();
        assertThat(Stream.generate(detector::freeSlots).limit(2).flatMap(List::stream))
            .containsExactly(launcher);
      }
    }
  }

  @Test
  void shouldLeadTheCopiesOfACopyToTheEndOfTheChainAndFreeItFromThere() {
    try (Detector detector = load(3)) {
      Replay replay = detector.replay();
      LongStream.of(FIRST, COPY, COPY + 1).forEach(key -> replay.exec(0, key));
      detector.alias(COPY + 1, COPY);
      detector.alias(COPY, FIRST);

      assertThat(detector.alias(FIRST, COPY)).as("a circle").isNotEqualTo(OperationResult.DONE);
      assertThat(detector.profile(COPY + 1).orElseThrow().key()).isEqualTo(FIRST);
      assertThat(Stream.generate(detector::freeSlots).limit(4).flatMap(List::stream))
          .as("the middle of the chain is left last")
          .containsExactly(COPY + 1, COPY);
    }
  }

  @Test
  void shouldFindNothingOfTheProfileThatHadTheSlotBefore() {
    try (Detector used = load(64);
        Detector fresh = load(1_000)) {
      Random random = new Random(23);
      used.replay().exec(0, FIRST);
      for (long round = 0; round < 40; round++) {
        long before = 1_000 + 2 * round;
        live(used, before, random.nextLong());
        used.alias(before, FIRST);
        used.replay().calls(1, List.of(GETPID.code(), GETPID.code()), 0);
        used.freeSlots();
        assertThat(used.freeSlots()).containsExactly(before);

        long seed = random.nextLong();
        long key = before + 1;
        // Every one of these has a slot that nobody had before.
        assertThat(live(used, key, seed)).as("seed %d", seed).isEqualTo(live(fresh, key, seed));
        assertThat(image(used, key)).isEqualTo(image(fresh, key));
        used.alias(key, FIRST);
        used.replay().calls(1, List.of(GETPID.code(), GETPID.code()), 0);
        used.freeSlots();
        used.freeSlots();
        used.reclaim();
      }
      assertThat(used.profiles()).hasSize(1);
      assertThat(used.counters().profilesFull()).isZero();
      assertThat(used.counters().pairsFull()).isZero();
      assertThat(fresh.counters().pairsFull()).isZero();
    }
  }

  /** A life of a profile, with everything that leaves a trace: calls of all tables, operations. */
  private static List<Replay.Outcome> live(Detector detector, long key, long seed) {
    Random random = new Random(seed);
    List<Replay.Outcome> outcomes = new ArrayList<>();
    Replay replay = detector.replay();
    replay.exec(1, key);
    int distinct = 2 + random.nextInt(90);
    for (int part = 0; part < 4; part++) {
      List<Integer> codes = new ArrayList<>();
      for (int call = random.nextInt(400); call >= 0; call--) {
        boolean isOdd = random.nextInt(50) == 0;
        codes.add(isOdd ? 1025 + random.nextInt(9) : 1 + random.nextInt(distinct));
      }
      outcomes.addAll(replay.calls(1, codes, 1 + part * 1_000L));
      if (random.nextBoolean()) {
        detector.administer(LASTING.get(random.nextInt(LASTING.size())), key);
      }
    }
    return outcomes;
  }

  /** Without the times, at which the two differ. */
  private static ProfileImage image(Detector detector, long key) {
    ProfileImage image = detector.export(key).orElseThrow();
    Counters c = image.counters();
    Counters timeless =
        new Counters(
            c.calls(),
            c.trainCount(),
            c.lastModCount(),
            c.sequences(),
            c.anomalies(),
            0,
            0,
            0,
            c.state(),
            c.distinctCalls(),
            c.pairs(),
            c.ignored());
    return ProfileImage.of(key, timeless, image.calls(), image.training(), image.test());
  }

  private static Detector load() {
    return load(16);
  }

  private static Detector load(int profiles) {
    Detector detector = Detector.load(Settings.defaults(), new Limits(1 << 20, profiles));
    detector.apply(KernelSettings.of(ModelSettings.defaults(), Settings.defaults()));
    return detector;
  }

  private static long calls(Detector detector, long key) {
    return detector.profile(key).orElseThrow().counters().calls();
  }
}
