package dev.phleet.analyzer.host;

import dev.phleet.schemas.event.CollectorPhase;
import dev.phleet.schemas.event.CollectorStatus;
import dev.phleet.schemas.event.Loss;
import java.time.Instant;
import java.util.Optional;

/**
 * What is known of one host.
 *
 * @param status its newest heartbeat
 * @param arrivedAtMillis when that arrived here, by the analyzer's clock; the host's own clock is
 *     in the heartbeat
 * @param previousRunId the collector's run before this one; empty when none is known
 * @param grown how much was lost between the last two heartbeats, all kinds together
 * @param grownAtMicros time of the newest heartbeat that reported a loss; 0 when none did
 * @param silent whether its silence has been reported
 */
public record KnownHost(
    CollectorStatus status,
    long arrivedAtMillis,
    String previousRunId,
    long grown,
    long grownAtMicros,
    boolean silent) {

  /** The host's id. */
  public String id() {
    return status.getHost().getId();
  }

  /** Everything lost in this run of the collector, all kinds together. */
  public long lost() {
    return lost(status);
  }

  /** Since when it is silent, by its own clock; empty while it is heard. */
  public Optional<Instant> silentSince() {
    return silent ? Optional.of(status.getTime()) : Optional.empty();
  }

  /** Whether its collector was stopped in order. */
  public boolean stopped() {
    return status.getPhase() == CollectorPhase.STOPPED;
  }

  static long lost(CollectorStatus status) {
    return status.getLosses().stream().mapToLong(Loss::getCount).sum();
  }

  KnownHost asSilent() {
    return new KnownHost(status, arrivedAtMillis, previousRunId, grown, grownAtMicros, true);
  }
}
