package dev.phleet.analyzer.topology;

import dev.phleet.schemas.registry.RegistryUnavailableException;
import java.time.Duration;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Waits for a registry that is away: a record whose schema cannot be asked for just now is not a
 * bad record. Waits less than Kafka does for a silent consumer; then the failure goes on and stops
 * the analyzer.
 *
 * @param limit longest wait
 * @param pause wait between two attempts
 * @param stopping whether the analyzer is being stopped, which ends the wait
 */
public record RegistryPatience(Duration limit, Duration pause, BooleanSupplier stopping) {
  private static final Logger LOG = LoggerFactory.getLogger(RegistryPatience.class);
  private static final Duration REMINDER = Duration.ofSeconds(10);

  /** As long as the default max.poll.interval.ms leaves room for. */
  public static RegistryPatience until(BooleanSupplier stopping) {
    return new RegistryPatience(Duration.ofMinutes(4), Duration.ofSeconds(1), stopping);
  }

  /**
   * Makes the attempt until the registry answers.
   *
   * @throws RegistryUnavailableException when it has not answered within the limit
   */
  public <T> T ask(Supplier<T> attempt) {
    long start = System.nanoTime();
    long reminded = start - REMINDER.toNanos();
    while (true) {
      try {
        return attempt.get();
      } catch (RegistryUnavailableException e) {
        long now = System.nanoTime();
        if (now - start > limit.toNanos() || stopping.getAsBoolean() || !slept()) {
          throw e;
        }
        if (now - reminded >= REMINDER.toNanos()) {
          LOG.warn("Waiting for the schema registry: {}", e.getMessage());
          reminded = now;
        }
      }
    }
  }

  private boolean slept() {
    try {
      Thread.sleep(pause.toMillis());
      return true;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }
}
