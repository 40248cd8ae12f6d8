package dev.phleet.analyzer.topology;

import dev.phleet.analyzer.correlation.SpreadSettings;
import dev.phleet.analyzer.delivery.DeliverySettings;
import dev.phleet.analyzer.host.SilenceSettings;
import dev.phleet.analyzer.version.StrangerSettings;
import java.time.Duration;

/**
 * What the topology needs to know.
 *
 * @param prefix what stands before every topic name
 * @param spread when a surprise is an incident
 * @param delivery how patient to be with missing events
 * @param stranger when an executable on one host only is an incident
 * @param silence when a host that is not heard is an incident
 * @param incidentRetention how long an incident is kept after its newest event
 * @param ahead how far ahead of the machine's clock an event's time may be
 * @param fleetInterval how often changed fleet profiles are published
 * @param tick how often the passing of time is looked at
 */
public record TopologySettings(
    String prefix,
    SpreadSettings spread,
    DeliverySettings delivery,
    StrangerSettings stranger,
    SilenceSettings silence,
    Duration incidentRetention,
    Duration ahead,
    Duration fleetInterval,
    Duration tick) {}
