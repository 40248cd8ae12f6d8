package dev.phleet.lab.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.Callable;

/** Waiting for something that another process does, with an end. */
final class Patience {
  private static final Duration LONGEST = Duration.ofSeconds(90);
  private static final long INTERVAL_MILLIS = 50;

  private Patience() {}

  static void until(String what, Callable<Boolean> met) throws Exception {
    long deadline = System.nanoTime() + LONGEST.toNanos();
    while (!met.call()) {
      assertThat(System.nanoTime()).as("waited in vain until " + what).isLessThan(deadline);
      Thread.sleep(INTERVAL_MILLIS);
    }
  }
}
