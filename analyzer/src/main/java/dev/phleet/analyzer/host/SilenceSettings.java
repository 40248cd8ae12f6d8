package dev.phleet.analyzer.host;

import dev.phleet.schemas.event.Severity;
import java.time.Duration;

/**
 * When a host that is not heard any more is an incident.
 *
 * @param enabled whether it ever is
 * @param severity how much it matters
 * @param limit how long after its last heartbeat arrived
 * @param retention a host that was not heard for so long is forgotten
 */
public record SilenceSettings(
    boolean enabled, Severity severity, Duration limit, Duration retention) {}
