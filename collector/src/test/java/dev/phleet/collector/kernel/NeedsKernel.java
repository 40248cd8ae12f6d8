package dev.phleet.collector.kernel;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import net.jqwik.api.lifecycle.AddLifecycleHook;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * For tests that load the detector. Where that is not permitted they are skipped, with the reason
 * in one line, on a developer's machine, and fail in CI (environment variable CI=true).
 */
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@ExtendWith(KernelCondition.class)
@AddLifecycleHook(KernelCondition.class)
public @interface NeedsKernel {}
