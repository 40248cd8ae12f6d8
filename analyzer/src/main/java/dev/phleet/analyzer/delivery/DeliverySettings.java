package dev.phleet.analyzer.delivery;

import java.time.Duration;

/**
 * How patient to be with missing events.
 *
 * @param grace how long a missing event may still arrive before it is reported
 * @param quiet an incident about a run closes after this long without a further gap
 * @param retention how long a run is remembered after its newest event
 */
public record DeliverySettings(Duration grace, Duration quiet, Duration retention) {}
