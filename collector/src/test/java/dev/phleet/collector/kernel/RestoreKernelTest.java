package dev.phleet.collector.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import dev.phleet.collector.detector.Detector;
import dev.phleet.collector.detector.Limits;
import dev.phleet.collector.detector.Settings;
import dev.phleet.collector.model.ModelSettings;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.ShrinkingMode;
import net.jqwik.api.lifecycle.AfterProperty;
import net.jqwik.api.lifecycle.BeforeProperty;

/**
 * A profile that was exported and restored into another detector goes on exactly as the model says:
 * at random points of random histories.
 */
@NeedsKernel
class RestoreKernelTest {
  private static final Limits ROOMY = new Limits(4 << 20, 4_000);
  private static final String SEED = "230923";

  private final List<Detector> detectors = new ArrayList<>();
  private final Map<String, Integer> tally = new TreeMap<>();
  private long nextKey = 1;

  @BeforeProperty
  void load() {
    detectors.add(Detector.load(Settings.defaults(), ROOMY));
  }

  @AfterProperty
  void muchHasHappenedAndNothingWasLost() {
    detectors.forEach(
        detector -> {
          assertThat(detector.counters().pairsFull()).isZero();
          assertThat(detector.counters().callsFull()).isZero();
          assertThat(detector.counters().droppedInAll()).isZero();
          detector.close();
        });
    assertThat(tally).containsKeys("Reload", "NewSequence", "Anomaly");
  }

  /** Two detectors take turns: what one holds of an earlier turn is replaced. */
  @Property(tries = 61, seed = SEED, shrinking = ShrinkingMode.BOUNDED)
  void shouldGoOnAsBeforeInADetectorThatHeldAnEarlierState(
      @ForAll("settings") ModelSettings settings, @ForAll("eventful") List<ReplayAct> acts) {
    if (detectors.size() == 1) {
      load();
    }
    AtomicInteger turn = new AtomicInteger();
    play(settings, acts, () -> detectors.get(turn.incrementAndGet() % 2));
  }

  @Property(tries = 5, seed = SEED, shrinking = ShrinkingMode.OFF)
  void shouldGoOnAsBeforeInANewDetectorWithMoreCallsThanAByteCanNumber(
      @ForAll("settings") ModelSettings settings, @ForAll("manyCalls") List<ReplayAct> acts) {
    play(
        settings,
        acts,
        () -> {
          load();
          return detectors.get(detectors.size() - 1);
        });
  }

  @Provide
  Arbitrary<ModelSettings> settings() {
    return Histories.settings();
  }

  @Provide
  Arbitrary<List<ReplayAct>> eventful() {
    return Histories.reloaded(Histories.eventful());
  }

  @Provide
  Arbitrary<List<ReplayAct>> manyCalls() {
    return Histories.reloaded(Histories.manyCalls());
  }

  private void play(ModelSettings settings, List<ReplayAct> acts, Supplier<Detector> other) {
    long firstKey = nextKey;
    nextKey += Histories.PROGRAMS;
    ReplayComparison comparison = new ReplayComparison(detectors.get(0), other, settings, firstKey);
    comparison.play(acts);
    comparison.tally().forEach((told, times) -> tally.merge(told, times, Integer::sum));
  }
}
