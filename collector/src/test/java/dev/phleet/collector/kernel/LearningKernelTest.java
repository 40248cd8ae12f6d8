package dev.phleet.collector.kernel;

import static dev.phleet.collector.kernel.Script.script;
import static dev.phleet.collector.kernel.Sys.GETEUID;
import static dev.phleet.collector.kernel.Sys.GETPID;
import static dev.phleet.collector.kernel.Sys.GETPPID;
import static dev.phleet.collector.kernel.Sys.GETUID;
import static dev.phleet.collector.kernel.Sys.UMASK;
import static org.assertj.core.api.Assertions.assertThat;

import dev.phleet.collector.model.ModelSettings;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Training, freezing, becoming normal, testing and limits: kernel and model call by call. */
@NeedsKernel
class LearningKernelTest {
  private static final ModelSettings DEFAULTS = ModelSettings.defaults();
  private static final ModelSettings AT_ONCE = DEFAULTS.withNormalWait(0);

  private final Kernel kernel;

  LearningKernelTest(Kernel kernel) {
    this.kernel = kernel;
  }

  @Test
  void shouldFreezeAtCallFourTimesTheLastNoveltyPlusOne() {
    List<String> told = agree(DEFAULTS, script().times(36, GETPID));
    assertThat(about(told, " FROZEN:")).isEmpty();

    told = agree(DEFAULTS, script().times(37, GETPID));
    assertThat(about(told, " FROZEN:")).hasSize(1);
    assertThat(told.get(told.size() - 1))
        .as("exit_group is new to a frozen profile")
        .contains("NOVELTY: FROZEN -> TRAINING");
  }

  @Test
  void shouldFreezeByAnotherFactorAndWindow() {
    ModelSettings quick = DEFAULTS.withWindowLength(3).withFactor(3, 2);
    List<String> told = agree(quick, script().loop(23, GETPID, GETUID));
    assertThat(about(told, " FROZEN:")).hasSize(1);
  }

  @Test
  void shouldTrainAgainWhenFrozenAndSomethingNewComes() {
    Script script =
        script().times(41, GETPID).times(1, GETUID).times(101, GETPID).loop(97, GETPID, GETEUID);
    List<String> told = agree(DEFAULTS, script);
    assertThat(about(told, " NOVELTY:")).isNotEmpty();
    assertThat(about(told, " BECAME_NORMAL:")).isEmpty();
  }

  @Test
  void shouldBecomeNormalAfterTheWaitAndTestFromThatCallOn() {
    Script script =
        script().loop(43, GETPID, GETUID, GETEUID).times(3, UMASK).loop(7, GETPID, GETUID, GETEUID);
    List<String> told = agree(AT_ONCE, script);
    assertThat(about(told, " BECAME_NORMAL:")).hasSize(1);
    assertThat(about(told, "anomaly")).hasSizeGreaterThan(3);
  }

  @Test
  void shouldCallTheSameNoveltyAnAnomalyEachTimeButTellItAsNewOnce() {
    Script script = script().times(53, GETPID);
    for (int i = 0; i < 2; i++) {
      script.times(1, UMASK).times(29, GETPID);
    }
    List<String> told = agree(AT_ONCE.withLimits(1_000, 128), script);
    assertThat(about(told, "anomaly")).hasSize(2 * 9 + 1);
    assertThat(about(told, "taught")).hasSize(8 + 9 + 1);
  }

  @Test
  void shouldGoBackToTrainingWithOneAnomalyTooManyAndRipenAgain() {
    ModelSettings strict = AT_ONCE.withLimits(5, 100);
    Script script = script().times(53, GETPID);
    for (int i = 0; i < 5; i++) {
      script.times(1, UMASK).times(29, GETPID).times(1, GETPPID).times(89, GETPID);
    }
    List<String> told = agree(strict, script);
    assertThat(about(told, "ANOMALY_LIMIT")).isNotEmpty();
    assertThat(about(told, " BECAME_NORMAL:")).hasSizeGreaterThan(1);
  }

  @Test
  void shouldForgetTheTrainingDataOncePerCrossingOfTheTolerizeLimit() {
    ModelSettings touchy = AT_ONCE.withLimits(100_000, 3).withLocalityWindow(17);
    Script script = script().times(53, GETPID);
    for (int i = 0; i < 3; i++) {
      script.times(1, UMASK).times(37, GETPID);
    }
    List<String> told = agree(touchy, script);
    assertThat(about(told, "TOLERIZE_LIMIT")).hasSize(3);
  }

  @Test
  void shouldCountInLfcOnlyTheLastCalls() {
    Script script = script().times(53, GETPID).times(1, UMASK);
    script.times(130, GETPID).times(2, GETUID).times(127, GETPID).times(1, GETEUID).look();
    List<String> told = agree(AT_ONCE.withLimits(1_000, 128), script);
    assertThat(about(told, "call 62 is anomaly 9")).first().asString().contains("lfc 9 of 9");
    assertThat(about(told, "call 185 is anomaly 10"))
        .as("of the last 128 calls, 58 to 62 and this one")
        .first()
        .asString()
        .contains("lfc 6 of 9");
  }

  @Test
  void shouldNotTellNewSequencesWhenTheyAreSwitchedOff() {
    List<String> told = agree(AT_ONCE.withSwitches(false, true), script().loop(43, GETPID, GETUID));
    assertThat(about(told, "taught")).isEmpty();
    assertThat(about(told, " BECAME_NORMAL:")).hasSize(1);
  }

  private List<String> agree(ModelSettings settings, Script script) {
    return Scenario.agree(kernel, settings, script);
  }

  private static List<String> about(List<String> told, String what) {
    return told.stream().filter(line -> line.contains(what)).toList();
  }
}
