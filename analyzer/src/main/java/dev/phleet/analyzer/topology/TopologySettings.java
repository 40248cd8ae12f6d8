package dev.phleet.analyzer.topology;

import dev.phleet.analyzer.correlation.SpreadSettings;
import dev.phleet.analyzer.correlation.cluster.BurstSettings;
import dev.phleet.analyzer.correlation.cluster.TakeoverSettings;
import dev.phleet.analyzer.correlation.cluster.VariedSettings;
import dev.phleet.analyzer.delivery.DeliverySettings;
import dev.phleet.analyzer.host.SilenceSettings;
import dev.phleet.analyzer.ocsf.FindingChoice;
import dev.phleet.analyzer.version.StrangerSettings;
import java.time.Duration;

/**
 * What the topology needs to know.
 *
 * @param prefix what stands before every topic name
 * @param spread when a surprise is an incident
 * @param varied when a program that misbehaves in several ways is an incident
 * @param takeover when several programs that misbehave on a host are an incident
 * @param burst when many anomalies in a process are an incident
 * @param delivery how patient to be with missing events
 * @param stranger when an executable on one host only is an incident
 * @param silence when a host that is not heard is an incident
 * @param incidentRetention how long an incident is kept after its newest event
 * @param ahead how far ahead of the machine's clock an event's time may be
 * @param fleetInterval how often changed fleet profiles are published
 * @param tick how often the passing of time is looked at
 * @param findings what is written as OCSF Detection Findings, too
 * @param threads how many threads share the memory for what is held decoded
 */
public record TopologySettings(
    String prefix,
    SpreadSettings spread,
    VariedSettings varied,
    TakeoverSettings takeover,
    BurstSettings burst,
    DeliverySettings delivery,
    StrangerSettings stranger,
    SilenceSettings silence,
    Duration incidentRetention,
    Duration ahead,
    Duration fleetInterval,
    Duration tick,
    FindingChoice findings,
    int threads) {

  /** The same with another choice of findings. */
  public TopologySettings with(FindingChoice other) {
    return new TopologySettings(
        prefix,
        spread,
        varied,
        takeover,
        burst,
        delivery,
        stranger,
        silence,
        incidentRetention,
        ahead,
        fleetInterval,
        tick,
        other,
        threads);
  }
}
