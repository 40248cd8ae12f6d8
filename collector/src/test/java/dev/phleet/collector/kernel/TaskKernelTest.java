package dev.phleet.collector.kernel;

import static dev.phleet.collector.kernel.Script.script;
import static dev.phleet.collector.kernel.Sys.GETEGID;
import static dev.phleet.collector.kernel.Sys.GETEUID;
import static dev.phleet.collector.kernel.Sys.GETGID;
import static dev.phleet.collector.kernel.Sys.GETPID;
import static dev.phleet.collector.kernel.Sys.GETPPID;
import static dev.phleet.collector.kernel.Sys.GETUID;
import static dev.phleet.collector.kernel.Sys.SCHED_YIELD;
import static dev.phleet.collector.kernel.Sys.UMASK;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.phleet.collector.detector.Detector;
import dev.phleet.collector.detector.Limits;
import dev.phleet.collector.detector.Operation;
import dev.phleet.collector.detector.Settings;
import dev.phleet.collector.model.ModelCounters;
import dev.phleet.collector.model.ModelSettings;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Fork, exec, threads, signals and call tables, with real processes. */
@NeedsKernel
class TaskKernelTest {
  private static final ModelSettings DEFAULTS = ModelSettings.defaults();
  private static final ModelSettings AT_ONCE = DEFAULTS.withNormalWait(0);

  private final Kernel kernel;

  TaskKernelTest(Kernel kernel) {
    this.kernel = kernel;
  }

  @Test
  void shouldGiveTheChildTheWindowOfItsParent() {
    Script grandchild = script().times(2, GETEGID);
    Script child = script().times(3, GETGID).fork(grandchild).times(2, GETPPID);
    agree(DEFAULTS, script().calls(GETPID, GETUID, GETEUID).fork(child).times(5, UMASK));
  }

  @Test
  void shouldGiveTheChildAnEmptyLocalityFrame() {
    Script script = script().times(53, GETPID).times(2, UMASK);
    script.fork(script().times(2, GETUID)).times(3, GETPID);
    List<String> told = agree(AT_ONCE.withLimits(1_000, 128), script);
    assertThat(told).anyMatch(line -> line.contains("lfc 1 of 1,"));
    assertThat(told).anyMatch(line -> line.contains("lfc 3 of 3,"));
  }

  @Test
  void shouldMoveToAnotherProfileAtExecWithNothingCarriedOver() {
    Programs programs = kernel.programs();
    Script rest = script().times(23, GETUID).look();
    Script script = script().times(53, GETPID).times(2, UMASK);
    script.exec(programs.program("other"), rest);
    List<String> told = Scenario.agree(kernel, programs, AT_ONCE, script);
    assertThat(told).anyMatch(line -> line.startsWith("other call 2 taught [1]"));
  }

  @Test
  void shouldEmptyTheWindowAtExecOfTheSameProgram() {
    Programs programs = kernel.programs();
    Script script = script().times(5, GETPID);
    script.exec(programs.program(Scenario.PROGRAM), script().times(5, GETPID));
    Scenario.agree(kernel, programs, DEFAULTS, script);
  }

  @Test
  void shouldWatchWhatAChildExecutes() {
    Programs programs = kernel.programs();
    Script child = script().times(2, GETUID);
    child.exec(programs.program("other"), script().times(7, GETGID));
    Script script = script().times(3, GETPID).fork(child).times(3, GETPID);
    Scenario.agree(kernel, programs, DEFAULTS, script);
  }

  @Test
  void shouldTreatAThreadAsATaskOfItsOwn() {
    Script thread = script().times(3, GETGID);
    agree(DEFAULTS, script().calls(GETPID, GETUID).thread(thread).times(5, UMASK).thread(thread));
  }

  @Test
  void shouldLoseNothingWhenTwoThreadsLearnAtTheSameTime() {
    Script thread =
        script().loop(997, GETPID, GETUID, GETEUID, GETGID, SCHED_YIELD, GETEGID, GETPPID);
    Script script = script().threads(2, thread);
    ModelRun model = ModelRun.of(DEFAULTS, Scenario.PROGRAM, script);

    try (LiveRun live = LiveRun.start(kernel.detector(), DEFAULTS, kernel.programs(), script)) {
      live.subject().release();
      assertThat(live.subject().awaitEnd()).isZero();

      // The main thread's window does not depend on the others', so the union is the same.
      assertThat(live.counters().get(Scenario.PROGRAM).pairs())
          .isEqualTo(model.counters().get(Scenario.PROGRAM).pairs());
      assertThat(live.counters().get(Scenario.PROGRAM).calls())
          .isEqualTo(model.counters().get(Scenario.PROGRAM).calls());
      assertThat(live.counters().get(Scenario.PROGRAM).distinctCalls())
          .isEqualTo(model.counters().get(Scenario.PROGRAM).distinctCalls());
      assertThat(live.detector().counters().contended()).isZero();
    }
  }

  @Test
  void shouldGiveAHandlerAnEmptyWindowAndResumeTheInterruptedOne() {
    Script handler = script().times(3, GETGID);
    Script script = script().installHandler().calls(GETUID, GETEUID).raise(handler);
    agree(DEFAULTS, script.times(5, UMASK).raise(handler).times(5, UMASK));
  }

  @Test
  void shouldKeepPushesAndPopsMatchedBelowTheDeepestFrame() {
    Script handler = script().calls(GETEGID);
    for (int i = 0; i < 5; i++) {
      handler = script().calls(GETGID, GETUID).raise(handler).times(2, GETEUID);
    }
    Script script = script().installHandler().times(3, UMASK).raise(handler).times(3, UMASK);
    agree(DEFAULTS, script);
    agree(DEFAULTS.withSignalFrames(1), script);
    agree(DEFAULTS.withSignalFrames(0), script);
  }

  @Test
  void shouldNotPushForASignalThatIsIgnored() {
    agree(DEFAULTS, script().ignoreSignal().times(3, UMASK).raiseIgnored().times(3, GETUID));
  }

  @Test
  void shouldGiveAChildTheWindowsThatSignalsInterrupted() {
    Script handler = script().times(2, GETGID).fork(script().times(2, GETEGID)).times(2, GETUID);
    agree(DEFAULTS, script().installHandler().times(3, UMASK).raise(handler).times(3, GETEUID));
  }

  @Test
  void shouldKeepTheTablesOfCallNumbersApart() {
    assumeTrue(
        System.getProperty("os.arch").equals("amd64"), "int 0x80 and x32 exist on x86_64 only");
    Script script = script().times(11, GETPID).compat(20, 3).compat(39, 2).x32(39, 3);
    agree(DEFAULTS, script.times(2, GETPID).compat(39, 13).look());
  }

  @Test
  void shouldRecordNumbersThatAreNoCallsAndLeaveOutNegativeOnes() {
    Script script = script().times(3, GETPID).number(-5, 2).number(600, 3).number(1022, 2);
    List<String> told = agree(DEFAULTS, script.number(1023, 2).number(5000, 3).times(3, GETPID));
    assertThat(told).anyMatch(line -> line.contains("of [1024, 1024, 1024, 1024, 1024, 1023"));
  }

  @Test
  void shouldListTheTaskAsTheModelHasIt() {
    Script inner = script().times(2, GETUID).look();
    Script outer = script().raise(inner);
    Script script = script().installHandler().times(61, GETPID).times(2, UMASK).raise(outer);
    ModelSettings settings = AT_ONCE.withLimits(1_000, 128);
    ModelRun model = ModelRun.of(settings, Scenario.PROGRAM, script);

    try (LiveRun live = LiveRun.start(kernel.detector(), settings, kernel.programs(), script)) {
      live.subject().release();
      live.subject().awaitPause();
      long calls = model.pauses().get(0).counters().get(Scenario.PROGRAM).calls();
      assertThat(kernel.detector().tasks())
          .singleElement()
          .satisfies(
              row -> {
                assertThat(row.pid()).isEqualTo(live.subject().pid());
                assertThat(row.tid()).isEqualTo(live.subject().pid());
                assertThat(row.comm()).isEqualTo(Scenario.PROGRAM);
                assertThat(row.profileKey()).isEqualTo(live.key(Scenario.PROGRAM));
                assertThat(row.calls()).isEqualTo(calls);
                assertThat(row.signalDepth()).isEqualTo(2);
                assertThat(row.lfc()).isPositive().isEqualTo(row.maxLfc());
              });
      live.subject().release();
      assertThat(live.subject().awaitEnd()).isZero();
      assertThat(kernel.detector().tasks()).as("the task went with the process").isEmpty();
    }
  }

  @Test
  void shouldWatchNothingFromBeforeItWasAttachedAgain() {
    try (Programs programs = new Programs();
        Detector detector = Detector.load(Settings.defaults(), new Limits(1 << 20, 16))) {
      detector.attach();
      Script script = script().times(7, GETPID).look().times(7, GETPID).look();
      try (LiveRun live = LiveRun.start(detector, DEFAULTS, programs, script)) {
        live.subject().release();
        live.subject().awaitPause();
        assertThat(detector.tasks()).hasSize(1);

        detector.detach();
        detector.attach();

        assertThat(detector.tasks()).as("it might have ended meanwhile").isEmpty();
        detector.adopt();
        live.subject().release();
        live.subject().awaitPause();
        assertThat(detector.tasks())
            .singleElement()
            .satisfies(row -> assertThat(row.calls()).isBetween(7L, 23L));
        live.subject().release();
        assertThat(live.subject().awaitEnd()).isZero();
        assertThat(detector.tasks()).isEmpty();
      }
    }
  }

  @Test
  void shouldAddWhatATaskHasCountedWhenItEndsOrExecutes() {
    Programs programs = kernel.programs();
    Script script = script().loop(997, GETPID, GETUID).fork(script().times(23, GETPID));
    script.exec(programs.program("other"), script().times(101, GETGID));
    ModelRun model = ModelRun.of(DEFAULTS, Scenario.PROGRAM, script);

    try (LiveRun live = LiveRun.start(kernel.detector(), DEFAULTS, programs, script)) {
      kernel.detector().apply(kernel.detector().settings().edit().batch(64).build());
      live.subject().release();
      assertThat(live.subject().awaitEnd()).isZero();

      live.counters()
          .forEach(
              (program, counters) -> {
                ModelCounters exact = model.counters().get(program);
                assertThat(counters.calls()).as(program).isEqualTo(exact.calls());
                assertThat(counters.sequences()).as(program).isEqualTo(exact.sequences());
                assertThat(counters.pairs()).as(program).isEqualTo(exact.pairs());
              });
      assertThat(live.counters()).containsOnlyKeys(Scenario.PROGRAM, "other");
    }
  }

  @ParameterizedTest
  @EnumSource
  void shouldAddWhatAKilledTaskHasCountedAlsoAfterAnOperation(Operation operation) {
    Script script = script();
    for (int i = 0; i < 3; i++) {
      script.times(37, GETPID).look();
    }
    try (LiveRun live = LiveRun.start(kernel.detector(), DEFAULTS, kernel.programs(), script)) {
      kernel.detector().apply(kernel.detector().settings().edit().batch(64).build());
      live.subject().release();
      live.subject().awaitPause();
      live.subject().release();
      live.subject().awaitPause();
      live.subject().release();
      live.subject().awaitPause();
      assertThat(live.counters().get(Scenario.PROGRAM).calls())
          .as("the last 39 calls are known, and not yet added")
          .isLessThan(3 * 39);

      kernel.detector().administer(operation, live.key(Scenario.PROGRAM));
      live.subject().kill();

      Subject.await("the task is gone", () -> kernel.detector().tasks().isEmpty());
      assertThat(live.counters().get(Scenario.PROGRAM).calls())
          .isEqualTo(operation == Operation.RESET ? 0 : 3 * 39);
    }
  }

  private List<String> agree(ModelSettings settings, Script script) {
    return Scenario.agree(kernel, settings, script);
  }
}
