package dev.phleet.collector.kernel;

import static dev.phleet.collector.kernel.Scenario.PROGRAM;
import static dev.phleet.collector.kernel.Script.script;
import static dev.phleet.collector.kernel.Sys.GETEUID;
import static dev.phleet.collector.kernel.Sys.GETPID;
import static dev.phleet.collector.kernel.Sys.GETUID;
import static dev.phleet.collector.kernel.Sys.UMASK;
import static org.assertj.core.api.Assertions.assertThat;

import dev.phleet.collector.detector.Operation;
import dev.phleet.collector.model.ModelSettings;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Everything that an administrator does while the program runs. */
@NeedsKernel
class OperationKernelTest {
  private static final ModelSettings DEFAULTS = ModelSettings.defaults();
  private static final ModelSettings AT_ONCE = DEFAULTS.withNormalWait(0);

  private final Kernel kernel;

  OperationKernelTest(Kernel kernel) {
    this.kernel = kernel;
  }

  @ParameterizedTest
  @EnumSource
  void shouldDoTheSameToAProfileInTraining(Operation operation) {
    Script script = script().times(7, GETPID).operate(operation, PROGRAM);
    agree(DEFAULTS, script.times(5, GETPID).times(2, UMASK).times(67, GETPID).look());
  }

  @ParameterizedTest
  @EnumSource
  void shouldDoTheSameToAFrozenProfile(Operation operation) {
    // The pause's own calls come early, so that they are no novelty when it is frozen.
    Script script = script().times(7, GETPID).look().times(113, GETPID).look();
    script.times(113, GETPID).operate(operation, PROGRAM);
    agree(DEFAULTS, script.times(5, GETPID).times(2, UMASK).times(67, GETPID).look());
  }

  @ParameterizedTest
  @EnumSource
  void shouldDoTheSameToANormalProfile(Operation operation) {
    Script script = script().times(11, GETPID).look().times(113, GETPID).times(2, UMASK);
    script.times(13, GETPID).operate(operation, PROGRAM);
    List<String> told =
        agree(
            AT_ONCE.withLimits(1_000, 128),
            script.times(5, GETPID).times(2, UMASK).times(67, GETPID).look());
    assertThat(told).anyMatch(line -> line.contains("anomaly"));
  }

  @Test
  void shouldRecordNothingOfAnIgnoredProfileAndStartAfreshWhenWatched() {
    Script script = script().times(7, GETPID).operate(Operation.IGNORE, PROGRAM);
    script.times(41, GETPID).times(3, UMASK).operate(Operation.WATCH, PROGRAM);
    List<String> told = agree(DEFAULTS, script.times(7, GETUID).look());
    assertThat(told).noneMatch(line -> line.contains(" " + UMASK.code() + ","));
  }

  @Test
  void shouldRecordNothingWhileMonitoringIsOffAndStartAfreshAfterwards() {
    Script script = script().times(7, GETPID).change(now -> now.withSwitches(true, false));
    script.times(41, GETPID).times(3, UMASK).change(now -> now.withSwitches(true, true));
    agree(DEFAULTS, script.times(7, GETUID).look());
  }

  @Test
  void shouldNotPopAfterAResetWhatWasPushedBefore() {
    Script handler = script().times(2, GETUID).operate(Operation.RESET, PROGRAM).times(2, GETUID);
    agree(DEFAULTS, script().installHandler().times(3, UMASK).raise(handler).times(3, GETEUID));
  }

  @Test
  void shouldChangeTheWindowWhileRunning() {
    Script script = script().loop(29, GETPID, GETUID).change(now -> now.withWindowLength(3));
    script.loop(29, GETUID, GETUID, GETPID, GETEUID).change(now -> now.withWindowLength(9));
    agree(DEFAULTS, script.loop(29, GETUID, GETUID, GETPID, GETEUID).look());
  }

  @Test
  void shouldChangeTheLimitsWhileRunning() {
    Script script = script().times(53, GETPID).times(1, UMASK).look().times(5, GETPID);
    script.change(now -> now.withLimits(1_000, 3)).times(2, GETPID);
    script.change(now -> now.withLimits(7, 128)).times(2, GETPID).times(3, GETUID);
    List<String> told = agree(AT_ONCE.withLimits(1_000, 128), script.times(31, GETPID).look());
    assertThat(told).anyMatch(line -> line.contains("TOLERIZE_LIMIT"));
    assertThat(told).anyMatch(line -> line.contains("ANOMALY_LIMIT"));
  }

  @Test
  void shouldChangeTheLocalityFrameWhileRunning() {
    Script script = script().times(53, GETPID).times(2, UMASK).look();
    script.change(now -> now.withLocalityWindow(5)).times(2, GETPID).times(1, GETUID);
    script.change(now -> now.withLocalityWindow(128)).times(11, GETPID).times(1, GETUID);
    agree(AT_ONCE.withLimits(1_000, 128), script.times(31, GETPID));
  }

  @Test
  void shouldChangeWaitFactorAndSwitchesWhileRunning() {
    Script script = script().times(3, GETPID).look().times(3, GETPID);
    script.change(now -> now.withFactor(3, 2)).times(41, GETPID);
    script.change(now -> now.withNormalWait(0)).times(3, GETPID).times(1, GETUID);
    script.change(now -> now.withSwitches(false, true)).times(3, GETUID).times(97, GETPID);
    List<String> told = agree(DEFAULTS, script.times(3, GETPID).look());
    assertThat(told).anyMatch(line -> line.contains("FROZEN: TRAINING"));
    assertThat(told).anyMatch(line -> line.contains("BECAME_NORMAL"));
  }

  @Test
  void shouldChangeTheNumberOfSignalFramesWhileRunning() {
    Script inner = script().calls(GETEUID).change(now -> now.withSignalFrames(3)).calls(GETUID);
    Script handler = script().times(2, GETUID).raise(inner).times(2, GETEUID);
    Script script = script().installHandler().times(3, UMASK).raise(handler).times(2, UMASK);
    script.change(now -> now.withSignalFrames(1)).raise(handler).times(3, UMASK);
    agree(DEFAULTS, script);
  }

  private List<String> agree(ModelSettings settings, Script script) {
    return Scenario.agree(kernel, settings, script);
  }
}
