package dev.phleet.analyzer.config;

import dev.phleet.analyzer.ocsf.FindingChoice;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;

/**
 * Everything that can be set. {@link ConfigKey} says what each key means.
 *
 * @param topicsPrefix what stands before every topic name
 * @param topicsCreate whether missing topics are created
 * @param spreadHosts K
 * @param spreadWindow W
 * @param spreadUnshared how many signatures of a host wait for others
 * @param incidentQuiet when an incident closes
 * @param incidentGrace how late an event may be
 * @param incidentUpdate least time between updates
 * @param incidentRetention how long an incident is kept
 * @param clockAhead how far ahead an event's time may be
 * @param gapGrace how long a missing event is waited for
 * @param runRetention how long runs are remembered
 * @param rules the settings of the rules
 * @param hostRetention how long a host is remembered that is not heard
 * @param fleetInterval how often fleet profiles are published
 * @param findings what is written to the topic ocsf
 * @param stateDir directory of the state stores
 * @param http the HTTP server
 * @param kafka Kafka's settings, without the prefix {@code kafka.}
 */
public record AnalyzerConfig(
    String topicsPrefix,
    boolean topicsCreate,
    int spreadHosts,
    Duration spreadWindow,
    int spreadUnshared,
    Duration incidentQuiet,
    Duration incidentGrace,
    Duration incidentUpdate,
    Duration incidentRetention,
    Duration clockAhead,
    Duration gapGrace,
    Duration runRetention,
    RulesConfig rules,
    Duration hostRetention,
    Duration fleetInterval,
    FindingChoice findings,
    Path stateDir,
    HttpSettings http,
    Map<String, String> kafka) {
  /** Copies the settings. */
  public AnalyzerConfig {
    kafka = Map.copyOf(kafka);
  }

  /** The defaults. */
  public static AnalyzerConfig defaults() {
    return ConfigReader.read(Map.of());
  }
}
