package dev.phleet.analyzer.delivery;

import dev.phleet.schemas.event.Severity;
import java.time.Duration;

/**
 * How patient to be with missing events.
 *
 * @param enabled whether a gap is an incident; it is counted in any case
 * @param severity how much it matters
 * @param grace how long a missing event may still arrive before it is reported
 * @param quiet an incident about a run closes after this long without a further gap
 * @param retention how long a run is remembered after its newest event
 */
public record DeliverySettings(
    boolean enabled, Severity severity, Duration grace, Duration quiet, Duration retention) {}
