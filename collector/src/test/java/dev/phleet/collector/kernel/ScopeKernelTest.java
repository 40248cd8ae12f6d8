package dev.phleet.collector.kernel;

import static dev.phleet.collector.kernel.Script.script;
import static dev.phleet.collector.kernel.Sys.GETGID;
import static dev.phleet.collector.kernel.Sys.GETPID;
import static dev.phleet.collector.kernel.Sys.GETUID;
import static org.assertj.core.api.Assertions.assertThat;

import dev.phleet.collector.detector.Detector;
import dev.phleet.collector.detector.KernelCounters;
import dev.phleet.collector.detector.ProfileRow;
import dev.phleet.collector.detector.Settings;
import dev.phleet.collector.model.ModelSettings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** Who is watched and who is not. The whole host is left to a virtual machine of one's own. */
@NeedsKernel
class ScopeKernelTest {
  private static final ModelSettings DEFAULTS = ModelSettings.defaults();

  private final Kernel kernel;

  ScopeKernelTest(Kernel kernel) {
    this.kernel = kernel;
  }

  @Test
  void shouldWatchATreeAndNothingBesideIt() {
    Programs programs = kernel.programs();
    Script inside = script().times(3, GETPID).look().times(3, GETUID);
    try (LiveRun live = LiveRun.start(kernel.detector(), DEFAULTS, programs, inside)) {
      live.subject().release();
      live.subject().awaitPause();
      KernelCounters before = kernel.detector().counters();
      int profiles = kernel.detector().profiles().size();

      runOutside(programs);

      assertThat(kernel.detector().counters()).isEqualTo(before);
      assertThat(kernel.detector().profiles()).hasSize(profiles);
      assertThat(kernel.detector().tasks()).hasSize(1);
      live.subject().release();
      assertThat(live.subject().awaitEnd()).isZero();
      assertThat(live.told()).isEqualTo(ModelRun.of(DEFAULTS, Scenario.PROGRAM, inside).told());
    }
  }

  @Test
  void shouldWatchNothingWithoutAScope() {
    kernel.detector().apply(Settings.defaults());
    KernelCounters before = kernel.detector().counters();

    kernel.detector().adopt();
    runOutside(kernel.programs());

    assertThat(kernel.detector().counters()).isEqualTo(before);
    assertThat(kernel.detector().tasks()).isEmpty();
  }

  @Test
  void shouldWatchACgroupWithThoseBelowItAndNothingBesideIt() throws IOException {
    Programs programs = kernel.programs();
    Script script = script().times(3, GETPID).fork(script().times(2, GETGID)).look();
    try (Cgroup cgroup = Cgroup.create();
        LiveRun live =
            LiveRun.start(
                kernel.detector(),
                DEFAULTS,
                programs,
                script,
                subject -> Settings.defaults().watchingCgroup(cgroup.enterBelow(subject)))) {
      live.subject().release();
      live.subject().awaitPause();
      KernelCounters before = kernel.detector().counters();
      runOutside(programs);
      assertThat(kernel.detector().counters()).isEqualTo(before);

      live.subject().release();
      assertThat(live.subject().awaitEnd()).isZero();
      assertThat(live.told()).isEqualTo(ModelRun.of(DEFAULTS, Scenario.PROGRAM, script).told());
    }
  }

  @Test
  void shouldNotWatchAnotherCgroup() throws IOException {
    Programs programs = kernel.programs();
    Detector detector = kernel.detector();
    try (Cgroup cgroup = Cgroup.create();
        Cgroup other = Cgroup.create();
        LiveRun live =
            LiveRun.start(
                detector,
                DEFAULTS,
                programs,
                script().times(23, GETPID),
                subject -> {
                  long id = cgroup.enterBelow(subject);
                  assertThat(other.id()).isNotEqualTo(id);
                  return Settings.defaults().watchingCgroup(other.id());
                })) {
      List<ProfileRow> before = detector.profiles();
      live.subject().release();
      assertThat(live.subject().awaitEnd()).isZero();

      assertThat(live.events()).isEmpty();
      assertThat(detector.profiles()).hasSameSizeAs(before);
    }
  }

  /** A process that this test starts, and that belongs to no scope: calls, fork and exec. */
  private static void runOutside(Programs programs) {
    Script rest = script().times(7, GETUID);
    Script outside = script().times(7, GETPID).fork(script().calls(GETUID));
    outside.exec(programs.program("outsider"), rest);
    try (Subject subject = Subject.start(programs.program("outside"), outside.words())) {
      assertThat(subject.awaitEnd()).isZero();
    }
  }

  /** A cgroup of version 2, with one below it. */
  private record Cgroup(Path directory) implements AutoCloseable {
    static Cgroup create() throws IOException {
      Path root = Path.of("/sys/fs/cgroup");
      Path unified = root.resolve("unified");
      Path hierarchy = Files.exists(unified.resolve("cgroup.procs")) ? unified : root;
      Path directory = hierarchy.resolve("phleet-test-" + UUID.randomUUID());
      Files.createDirectories(directory.resolve("below"));
      return new Cgroup(directory);
    }

    /** Moves the process into the cgroup below; the id of this one. */
    long enterBelow(Subject subject) {
      try {
        Files.writeString(
            directory.resolve("below").resolve("cgroup.procs"), Integer.toString(subject.pid()));
      } catch (IOException refused) {
        throw new IllegalStateException("cannot move a process into a cgroup", refused);
      }
      return id();
    }

    long id() {
      try {
        return (Long) Files.getAttribute(directory, "unix:ino");
      } catch (IOException gone) {
        throw new IllegalStateException(gone);
      }
    }

    @Override
    public void close() throws IOException {
      Files.delete(directory.resolve("below"));
      Files.delete(directory);
    }
  }
}
