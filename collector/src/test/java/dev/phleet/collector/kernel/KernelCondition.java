package dev.phleet.collector.kernel;

import dev.phleet.collector.libbpf.Privilege;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import net.jqwik.api.lifecycle.LifecycleContext;
import net.jqwik.api.lifecycle.SkipExecutionHook;
import org.junit.jupiter.api.extension.ConditionEvaluationResult;
import org.junit.jupiter.api.extension.ExecutionCondition;
import org.junit.jupiter.api.extension.ExtensionContext;

/** Whether this machine lets us load the detector; for Jupiter and for jqwik. */
final class KernelCondition implements ExecutionCondition, SkipExecutionHook {
  @Override
  public ConditionEvaluationResult evaluateExecutionCondition(ExtensionContext context) {
    return obstacle()
        .map(ConditionEvaluationResult::disabled)
        .orElseGet(() -> ConditionEvaluationResult.enabled("the detector can be loaded"));
  }

  @Override
  public SkipResult shouldBeSkipped(LifecycleContext context) {
    return obstacle().map(SkipResult::skip).orElseGet(SkipResult::doNotSkip);
  }

  /** Why not; empty in CI, where the tests have to run and fail. */
  private static Optional<String> obstacle() {
    if ("true".equals(System.getenv("CI"))) {
      return Optional.empty();
    }
    Optional<String> reason = missing().map(what -> "kernel tests skipped: " + what);
    reason.ifPresent(System.err::println);
    return reason;
  }

  private static Optional<String> missing() {
    if (Privilege.effectiveUser() != 0) {
      return Optional.of("loading BPF programs needs root; run the tests as root to have them");
    }
    if (!Files.exists(Path.of("/sys/kernel/btf/vmlinux"))) {
      return Optional.of("this kernel has no BTF; boot one built with CONFIG_DEBUG_INFO_BTF");
    }
    return Optional.empty();
  }
}
