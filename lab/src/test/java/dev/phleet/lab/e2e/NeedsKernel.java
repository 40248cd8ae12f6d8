package dev.phleet.lab.e2e;

import dev.phleet.collector.preflight.Facts;
import dev.phleet.collector.preflight.Preflight;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import java.util.List;
import org.junit.jupiter.api.extension.ConditionEvaluationResult;
import org.junit.jupiter.api.extension.ExecutionCondition;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.extension.ExtensionContext;

/** On tests that load the detector. In CI they run, and fail where that is impossible. */
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@ExtendWith(NeedsKernel.Condition.class)
public @interface NeedsKernel {

  /** Whether the machine can do it. */
  final class Condition implements ExecutionCondition {
    @Override
    public ConditionEvaluationResult evaluateExecutionCondition(ExtensionContext context) {
      List<String> problems = Preflight.problems(Facts.find());
      if (problems.isEmpty() || "true".equals(System.getenv("CI"))) {
        return ConditionEvaluationResult.enabled("the detector can be loaded");
      }
      System.err.println("end-to-end tests skipped: " + problems.get(0));
      return ConditionEvaluationResult.disabled(problems.get(0));
    }
  }
}
