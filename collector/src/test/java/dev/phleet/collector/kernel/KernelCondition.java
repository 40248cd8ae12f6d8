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
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/** Whether this machine lets us load the detector, for Jupiter and for jqwik; and that detector. */
final class KernelCondition implements ExecutionCondition, SkipExecutionHook, ParameterResolver {
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

  @Override
  public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
    return parameter.getParameter().getType() == Kernel.class;
  }

  @Override
  public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
    return context
        .getRoot()
        .getStore(Namespace.create(Kernel.class))
        .getOrComputeIfAbsent(Kernel.class, type -> attached(), Kernel.class);
  }

  private static Kernel attached() {
    Kernel kernel = new Kernel();
    try {
      kernel.attach();
      return kernel;
    } catch (RuntimeException refused) {
      kernel.close();
      throw refused;
    }
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
