package dev.phleet.collector.kernel;

import dev.phleet.collector.detector.Operation;
import dev.phleet.collector.model.ModelSettings;
import java.util.function.UnaryOperator;

/** Something that the test does to both detectors while the program waits. */
sealed interface Deed {
  /** An administrator's operation on the profile of a program. */
  record Operate(Operation operation, String program) implements Deed {}

  /** A change of the settings. */
  record Change(UnaryOperator<ModelSettings> change) implements Deed {}

  /** Nothing: the counters are compared at this point. */
  record Look() implements Deed {}
}
