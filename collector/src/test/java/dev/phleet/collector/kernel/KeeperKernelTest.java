package dev.phleet.collector.kernel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.phleet.collector.clock.BootClock;
import dev.phleet.collector.detector.Detector;
import dev.phleet.collector.detector.Limits;
import dev.phleet.collector.detector.Operation;
import dev.phleet.collector.detector.OperationResult;
import dev.phleet.collector.detector.Settings;
import dev.phleet.collector.event.ProfileState;
import dev.phleet.collector.identity.Executables;
import dev.phleet.collector.keeping.GivenUpProfiles;
import dev.phleet.collector.keeping.ProfileKeeper;
import dev.phleet.collector.keeping.ProfileKeeper.Saved;
import dev.phleet.collector.keeping.SaveFigures;
import dev.phleet.collector.profile.ProfileImage;
import dev.phleet.collector.profile.ProfileStore;
import dev.phleet.collector.publish.EventQueue;
import dev.phleet.collector.publish.PairsDue;
import dev.phleet.collector.publish.Sequencer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Profiles from one detector to the next by way of files; calls are replayed. */
@NeedsKernel
final class KeeperKernelTest {
  private static final long KEY = 23;
  private static final long OTHER = 47;
  private static final Settings EXACT = Settings.defaults().edit().batch(1).build();

  @TempDir private Path directory;
  private final BootClock clock = new BootClock();
  private final Executables executables = new Executables();
  private final SaveFigures figures = new SaveFigures();
  private final EventQueue queue = new EventQueue(100, new Sequencer());

  @AfterEach
  void close() {
    executables.close();
  }

  @Test
  void shouldFindInTheNextRunWhatThisOneLearned() {
    ProfileImage before;
    try (Detector first = detector(10);
        ProfileKeeper keeper = keeper(first)) {
      learn(first, KEY);
      before = first.export(KEY).orElseThrow();
      assertThat(before.state()).isEqualTo(ProfileState.FROZEN);
      assertThat(keeper.stop()).isEqualTo(new Saved(1, 0, 0));
      assertThat(keeper.save()).as("nothing has changed").isEqualTo(new Saved(0, 1, 0));
    }
    try (Detector second = detector(10);
        ProfileKeeper keeper = keeper(second)) {
      assertThat(keeper.load()).isEqualTo(1);

      ProfileImage after = second.export(KEY).orElseThrow();
      assertThat(after.training()).isEqualTo(before.training());
      assertThat(after.calls()).isEqualTo(before.calls());
      assertThat(after.counters().normalTime())
          .isBetween(before.counters().normalTime() - 1_000, before.counters().normalTime());
      assertThat(queue.size()).as("published as loaded, with its pairs").isEqualTo(2);
      assertThat(keeper.save()).as("it is on disk").isEqualTo(new Saved(0, 1, 0));
    }
  }

  @Test
  void shouldNotBringBackWhatWasReset() throws IOException {
    try (Detector detector = detector(10);
        ProfileKeeper keeper = keeper(detector)) {
      learn(detector, KEY);
      keeper.save();
      assertThat(files()).hasSize(1);

      detector.administer(Operation.RESET, KEY);
      keeper.forget(KEY);

      assertThat(files()).isEmpty();
      keeper.save();
      assertThat(files()).as("nothing was called since").isEmpty();
    }
  }

  @Test
  void shouldKeepTheFileOfAProfileForWhichThereIsNoRoom() throws IOException {
    try (Detector detector = detector(10);
        ProfileKeeper keeper = keeper(detector)) {
      learn(detector, KEY);
      learn(detector, KEY + 1);
      keeper.save();
    }
    List<String> saved = files();
    try (Detector small = detector(1);
        ProfileKeeper keeper = keeper(small)) {
      assertThat(keeper.load()).isEqualTo(1);
      keeper.stop();
      assertThat(files()).isEqualTo(saved).hasSize(2);
    }
  }

  @Test
  void shouldSaveWhatWasLearnedAnewAndKeepTheFileThatCouldNotBeLoadedAside() throws Exception {
    try (Detector detector = detector(10);
        ProfileKeeper keeper = keeper(detector)) {
      learn(detector, KEY);
      learn(detector, KEY + 1);
      keeper.save();
    }
    try (Detector small = detector(2);
        ProfileKeeper keeper = keeper(small)) {
      small.replay().exec(1, OTHER);
      assertThat(keeper.load()).isEqualTo(1);
      assertThat(figures.now().notLoaded()).isEqualTo(1);
      long loaded = small.profile(KEY).isPresent() ? KEY : KEY + 1;
      long refused = loaded == KEY ? KEY + 1 : KEY;
      giveUp(small, OTHER, loaded);
      small.replay().exec(0, refused);
      assertThat(keeper.save().written()).as("nothing was called: its file waits").isZero();
      small.replay().calls(0, List.of(7, 8, 9), 0);

      assertThat(keeper.save()).isEqualTo(new Saved(1, 1, 0));
      assertThat(figures.now().notLoaded()).isZero();
      assertThat(figures.now().setAside()).isEqualTo(1);
      assertThat(figures.now().lastAt()).isPresent();
      Path aside =
          directory.resolve(
              files().stream().filter(name -> name.endsWith(".kept")).findFirst().orElseThrow());
      assertThat(ProfileStore.read(aside, clock).counters().calls()).isEqualTo(41);
    }
  }

  @Test
  void shouldRemoveTheFileOfAProfileThatWasGivenUpAndMakeItsRecordVoidTwice() throws Exception {
    try (Detector detector = detector(10);
        ProfileKeeper keeper = keeper(detector)) {
      learn(detector, KEY);
      learn(detector, OTHER);
      keeper.save();
      assertThat(files()).hasSize(2);
      GivenUpProfiles givenUp =
          new GivenUpProfiles(detector, queue, executables, keeper::forgetSoon);
      detector.alias(OTHER, KEY);
      givenUp.givenUp(OTHER);
      assertThat(queue.size()).as("at once, its state and its pairs").isEqualTo(2);
      givenUp.look();
      assertThat(queue.size()).isEqualTo(2);
      givenUp.look();
      assertThat(queue.size()).as("when nothing names it any more").isEqualTo(4);
      assertThat(detector.slotsWaiting()).isZero();

      keeper.stop();
      assertThat(files()).hasSize(1).allMatch(name -> name.contains("%016x".formatted(KEY)));
    }
    try (Detector next = detector(10);
        ProfileKeeper keeper = keeper(next)) {
      assertThat(keeper.load()).isEqualTo(1);
    }
  }

  @Test
  void shouldNotBringBackByASaveInProgressWhatWasReset() throws Exception {
    try (Detector detector = detector(10);
        ProfileKeeper keeper = keeper(detector)) {
      learn(detector, KEY);
      for (int round = 0; round < 50; round++) {
        detector.replay().calls(0, List.of(7 + round, 8, 9), 0);
        Thread saving = new Thread(keeper::save);
        saving.start();
        detector.administer(Operation.RESET, KEY);
        keeper.forget(KEY);
        saving.join();
        keeper.save();
        assertThat(files()).as("round %d", round).isEmpty();
      }
    }
  }

  /** With the slot free again. */
  private static void giveUp(Detector detector, long key, long target) {
    assertThat(detector.alias(key, target)).isEqualTo(OperationResult.DONE);
    detector.freeSlots();
    assertThat(detector.freeSlots()).containsExactly(key);
  }

  @Test
  void shouldLoadAFileInPlaceOfWhatIsThere() throws Exception {
    try (Detector detector = detector(10);
        ProfileKeeper keeper = keeper(detector)) {
      learn(detector, KEY);
      keeper.save();
      ProfileImage before = detector.export(KEY).orElseThrow();
      detector.administer(Operation.RESET, KEY);
      detector.replay().calls(0, List.of(7, 8, 9), 0);

      keeper.loadFile(directory.resolve(files().get(0)));

      assertThat(detector.export(KEY).orElseThrow().training()).isEqualTo(before.training());
    }
  }

  @Test
  void shouldRefuseToRestoreWhileCallsAreJudged() {
    try (Detector detector = detector(10)) {
      learn(detector, KEY);
      ProfileImage image = detector.export(KEY).orElseThrow();
      detector.attach();

      assertThatThrownBy(() -> detector.restore(image))
          .isInstanceOf(IllegalStateException.class)
          .hasMessageContaining("switch monitoring off first");
      detector.apply(detector.settings().edit().monitoring(false).build());
      detector.restore(image);
      assertThat(detector.export(KEY)).contains(image);
    }
  }

  private ProfileKeeper keeper(Detector detector) {
    return new ProfileKeeper(
        detector,
        executables,
        queue,
        new PairsDue(queue, detector::export),
        clock,
        Optional.of(directory),
        figures);
  }

  private static Detector detector(int profiles) {
    return Detector.load(EXACT, new Limits(1 << 20, profiles));
  }

  private static void learn(Detector detector, long key) {
    detector.replay().exec(0, key);
    detector.replay().calls(0, Collections.nCopies(41, 40), 0);
  }

  private List<String> files() throws IOException {
    try (Stream<Path> all = Files.list(directory)) {
      return all.map(file -> file.getFileName().toString()).sorted().toList();
    }
  }
}
