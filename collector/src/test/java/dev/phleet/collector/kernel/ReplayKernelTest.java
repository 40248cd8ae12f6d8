package dev.phleet.collector.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import dev.phleet.collector.detector.Detector;
import dev.phleet.collector.detector.KernelCounters;
import dev.phleet.collector.detector.Limits;
import dev.phleet.collector.detector.Settings;
import dev.phleet.collector.model.ModelReason;
import dev.phleet.collector.model.ModelSettings;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.ShrinkingMode;
import net.jqwik.api.lifecycle.AfterProperty;
import net.jqwik.api.lifecycle.BeforeProperty;

/**
 * Random histories through the kernel's own step, call by call, against the model. No hook is
 * attached.
 */
@NeedsKernel
class ReplayKernelTest {
  private static final Limits ROOMY = new Limits(4 << 20, 20_000);

  /**
   * The same histories every time, so that what must have happened in them has; another explores.
   */
  private static final String SEED = "230923";

  private final Map<String, Integer> tally = new TreeMap<>();
  private String[] required = {};
  private Detector detector;
  private long nextKey = 1;

  @BeforeProperty
  void load() {
    detector = Detector.load(Settings.defaults(), ROOMY);
  }

  /** A comparison of histories in which nothing happens would prove nothing. */
  @AfterProperty
  void muchHasHappened() {
    assertThat(tally).containsKeys(required);
    assertThat(tally.get("NewSequence")).isGreaterThan(1_000);
    assertThat(tally.get("Anomaly")).isGreaterThan(100);
  }

  @AfterProperty
  void nothingIsLost() {
    KernelCounters counters = detector.counters();
    detector.close();
    assertThat(counters.droppedInAll()).isZero();
    assertThat(counters.profilesFull()).isZero();
    assertThat(counters.pairsFull()).isZero();
    assertThat(counters.callsFull()).isZero();
    assertThat(counters.contended()).isZero();
  }

  @Property(tries = 211, seed = SEED, shrinking = ShrinkingMode.BOUNDED)
  void shouldAgreeOnEventfulHistories(
      @ForAll("settings") ModelSettings settings, @ForAll("eventful") List<ReplayAct> acts) {
    required = Stream.of(ModelReason.values()).map(Enum::name).toArray(String[]::new);
    compare(settings, acts);
  }

  @Property(tries = 101, seed = SEED, shrinking = ShrinkingMode.BOUNDED)
  void shouldAgreeOnLoopsWithNoise(
      @ForAll("settings") ModelSettings settings, @ForAll("loops") List<ReplayAct> acts) {
    required = new String[] {"FROZEN", "NOVELTY", "BECAME_NORMAL"};
    compare(settings, acts);
  }

  @Property(tries = 37, seed = SEED, shrinking = ShrinkingMode.BOUNDED)
  void shouldAgreeOnMoreCallsThanAByteCanNumber(
      @ForAll("settings") ModelSettings settings, @ForAll("manyCalls") List<ReplayAct> acts) {
    required = new String[] {"NORMALIZED", "SENSITIZED"};
    compare(settings, acts);
  }

  @Property(tries = 41, seed = SEED, shrinking = ShrinkingMode.BOUNDED)
  void shouldAgreeOnMoreWindowsThanAProfilesCacheHolds(
      @ForAll("settings") ModelSettings settings, @ForAll("manyWindows") List<ReplayAct> acts) {
    required = new String[] {"FROZEN", "BECAME_NORMAL", "NORMALIZED", "SENSITIZED"};
    compare(settings, acts);
  }

  @Provide
  Arbitrary<ModelSettings> settings() {
    return Histories.settings();
  }

  @Provide
  Arbitrary<List<ReplayAct>> eventful() {
    return Histories.eventful();
  }

  @Provide
  Arbitrary<List<ReplayAct>> loops() {
    return Histories.loops();
  }

  @Provide
  Arbitrary<List<ReplayAct>> manyWindows() {
    return Histories.manyWindows();
  }

  @Provide
  Arbitrary<List<ReplayAct>> manyCalls() {
    return Histories.manyCalls();
  }

  private void compare(ModelSettings settings, List<ReplayAct> acts) {
    long firstKey = nextKey;
    nextKey += Histories.PROGRAMS;
    ReplayComparison comparison = new ReplayComparison(detector, settings, firstKey);
    comparison.play(acts);
    comparison.tally().forEach((told, times) -> tally.merge(told, times, Integer::sum));
  }
}
