package dev.phleet.collector.kernel;

import dev.phleet.collector.detector.Settings;
import dev.phleet.collector.model.ModelSettings;
import java.time.Duration;

/** The model's settings as the kernel takes them: exact (a batch of 1), no rate limit. */
final class KernelSettings {
  private KernelSettings() {}

  /** These settings, in the scope of another's. */
  static Settings of(ModelSettings model, Settings scope) {
    return scope
        .edit()
        .normalWait(Duration.ofNanos(model.normalWait()))
        .normalFactor(model.factorNumerator(), model.factorDenominator())
        .anomalyLimit(model.anomalyLimit())
        .tolerizeLimit(model.tolerizeLimit())
        .windowLength(model.windowLength())
        .localityWindow(model.localityWindow())
        .signalFrames(model.signalFrames())
        .newSequences(model.newSequences())
        .monitoring(model.monitoring())
        .secondOpinions(model.opinions().grams(), model.opinions().callSets())
        .score(model.opinions().scoreLimit(), model.opinions().distanceWeight())
        .batch(1)
        .anomalyBudget(0, 0)
        .build();
  }
}
