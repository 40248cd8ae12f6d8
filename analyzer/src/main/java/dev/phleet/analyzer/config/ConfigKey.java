package dev.phleet.analyzer.config;

import java.util.Arrays;
import java.util.Optional;

/** Every key of the analyzer's own; Kafka's begin with {@code kafka.}. */
public enum ConfigKey {
  /** What stands before every topic name. */
  TOPICS_PREFIX("topics.prefix", "phleet.", "What stands before every topic name."),
  /** Whether missing topics are created. */
  TOPICS_CREATE(
      "topics.create",
      "true",
      "Create the topics that are missing; existing ones stay as they are."),
  /** K. */
  SPREAD_HOSTS(
      "spread.hosts", "2", "Distinct hosts that must show the same anomaly signature (2 or more)."),
  /** W. */
  SPREAD_WINDOW("spread.window", "10m", "Event time within which they must show it."),
  /** Bound of what waits for a second host. */
  SPREAD_UNSHARED(
      "spread.unshared",
      "100",
      "Anomaly signatures of one executable on one host remembered while no other host shares them; the oldest are forgotten first."),
  /** Quiet time. */
  INCIDENT_QUIET(
      "incident.quiet", "15m", "An incident closes after this long without a new event."),
  /** Grace. */
  INCIDENT_GRACE(
      "incident.grace",
      "30m",
      "How long after its quiet time an event, late, still finds its incident."),
  /** Update interval. */
  INCIDENT_UPDATE(
      "incident.update",
      "5s",
      "Shortest time between two updates of an incident for counts alone; new hosts are told at once."),
  /** Retention of incidents. */
  INCIDENT_RETENTION(
      "incident.retention",
      "90d",
      "How long an incident can be asked for after its newest event; as long as the topic keeps it."),
  /** Clocks that go ahead. */
  CLOCK_AHEAD(
      "clock.ahead",
      "10m",
      "An event whose time is further ahead of the analyzer's clock goes to dead-letters."),
  /** Grace of gaps. */
  GAP_GRACE("gap.grace", "10s", "How long a missing event may still arrive before it is reported."),
  /** Retention of runs. */
  RUN_RETENTION(
      "run.retention",
      "31d",
      "How long a collector's run is remembered after its last anomaly; longer than the topic's retention."),
  /** Switch of the rule SPREAD. */
  SPREAD_ENABLED(
      "rule.spread.enabled",
      "true",
      "Whether the same anomaly signature on several hosts is an incident (SPREAD)."),
  /** Severity of the rule SPREAD. */
  SPREAD_SEVERITY(
      "rule.spread.severity",
      "medium",
      "How much an incident of type SPREAD matters at first; one step more from twice spread.hosts on, two from five times."),
  /** Switch of the rule VARIED. */
  VARIED_ENABLED(
      "rule.varied.enabled",
      "true",
      "Whether one executable that misbehaves in several ways on several hosts is an incident (VARIED)."),
  /** Severity of the rule VARIED. */
  VARIED_SEVERITY(
      "rule.varied.severity", "medium", "How much an incident of type VARIED matters at first."),
  /** Hosts and signatures of the rule VARIED. */
  VARIED_HOSTS(
      "rule.varied.hosts",
      "3",
      "Distinct hosts, and as many distinct anomaly signatures, that VARIED needs (2 or more)."),
  /** Window of the rule VARIED. */
  VARIED_WINDOW("rule.varied.window", "10m", "Event time within which VARIED must see them."),
  /** Switch of the rule TAKEOVER. */
  TAKEOVER_ENABLED(
      "rule.takeover.enabled",
      "true",
      "Whether several misbehaving executables on one host are an incident (TAKEOVER)."),
  /** Severity of the rule TAKEOVER. */
  TAKEOVER_SEVERITY(
      "rule.takeover.severity", "high", "How much an incident of type TAKEOVER matters at first."),
  /** Executables of the rule TAKEOVER. */
  TAKEOVER_EXECUTABLES(
      "rule.takeover.executables",
      "3",
      "Distinct executables that must misbehave on one host (2 or more)."),
  /** Window of the rule TAKEOVER. */
  TAKEOVER_WINDOW("rule.takeover.window", "10m", "Event time within which TAKEOVER must see them."),
  /** Switch of the rule BURST. */
  BURST_ENABLED(
      "rule.burst.enabled",
      "true",
      "Whether many anomalies in one process are an incident (BURST)."),
  /** Severity of the rule BURST. */
  BURST_SEVERITY(
      "rule.burst.severity", "high", "How much an incident of type BURST matters at first."),
  /** Limit of the rule BURST. */
  BURST_LFC(
      "rule.burst.lfc",
      "8",
      "Anomalies among the last 128 calls of a task (its highest LFC) from which on it is a burst (1 to 128)."),
  /** Switch of the rule STRANGER. */
  STRANGER_ENABLED(
      "rule.stranger.enabled",
      "true",
      "Whether an executable on one host only is an incident while others know its path under another id (STRANGER)."),
  /** Severity of the rule STRANGER. */
  STRANGER_SEVERITY(
      "rule.stranger.severity", "low", "How much an incident of type STRANGER matters at first."),
  /** Hosts of the rule STRANGER. */
  STRANGER_HOSTS(
      "rule.stranger.hosts",
      "3",
      "Other hosts that must have one and the same version (1 or more)."),
  /** Patience of the rule STRANGER. */
  STRANGER_PATIENCE(
      "rule.stranger.patience",
      "10m",
      "How long an executable must be alone: a new version reaches one host first."),
  /** Switch of the rule SILENCE. */
  SILENCE_ENABLED(
      "rule.silence.enabled",
      "true",
      "Whether a host that is not heard any more is an incident (SILENCE)."),
  /** Severity of the rule SILENCE. */
  SILENCE_SEVERITY(
      "rule.silence.severity", "high", "How much an incident of type SILENCE matters at first."),
  /** Limit of the rule SILENCE. */
  SILENCE_LIMIT(
      "rule.silence.limit",
      "60s",
      "How long after its last heartbeat arrived a host is silent; several times status.interval of the collectors."),
  /** Switch of the rule GAP. */
  GAP_ENABLED(
      "rule.gap.enabled", "true", "Whether missing events of a collector are an incident (GAP)."),
  /** Severity of the rule GAP. */
  GAP_SEVERITY("rule.gap.severity", "medium", "How much an incident of type GAP matters at first."),
  /** Retention of hosts. */
  HOST_RETENTION("host.retention", "90d", "A host that was not heard for so long is forgotten."),
  /** Interval of fleet profiles. */
  FLEET_INTERVAL("fleet.interval", "1s", "How often changed fleet profiles are published."),
  /** OCSF. */
  OCSF_FINDINGS(
      "ocsf.findings",
      "none",
      "What is written as OCSF Detection Findings (JSON) to the topic ocsf: none, incidents, or all (incidents and anomalies)."),
  /** State directory. */
  STATE_DIR(
      "state.dir",
      "",
      "Directory of the state stores; empty: /var/lib/phleet/analyzer as root, else ~/.local/state/phleet/analyzer."),
  /** Whether there is an HTTP server. */
  HTTP_ENABLED("http.enabled", "true", "Serve the HTTP API and the dashboard."),
  /** Address. */
  HTTP_BIND(
      "http.bind",
      "127.0.0.1",
      "Address to listen on; any but a loopback address needs http.token-file or http.tls.client-ca."),
  /** Port. */
  HTTP_PORT("http.port", "8090", "Port to listen on; 0 takes any that is free."),
  /** Bearer token. */
  HTTP_TOKEN_FILE(
      "http.token-file",
      "",
      "File with the bearer token that every caller must show, and every other instance; empty: none is asked for."),
  /** Certificate. */
  HTTP_TLS_CERTIFICATE(
      "http.tls.certificate",
      "",
      "Chain of certificates, PEM; makes it HTTPS. Needs http.tls.key."),
  /** Private key. */
  HTTP_TLS_KEY("http.tls.key", "", "Private key of the certificate, PEM (PKCS #8, not encrypted)."),
  /** Keystore. */
  HTTP_TLS_KEYSTORE(
      "http.tls.keystore", "", "Instead of certificate and key: both in one PKCS #12 file."),
  /** Its password. */
  HTTP_TLS_KEYSTORE_PASSWORD_FILE(
      "http.tls.keystore-password-file", "", "File with the password of http.tls.keystore."),
  /** Who may call. */
  HTTP_TLS_CLIENT_CA(
      "http.tls.client-ca",
      "",
      "Certificates, PEM: callers must show one that these have signed, and other instances are trusted by them."),
  /** For other instances. */
  HTTP_ADVERTISED(
      "http.advertised",
      "",
      "host:port under which the other instances reach this one; empty: http.bind and http.port.");

  private final String key;
  private final String byDefault;
  private final String doc;

  ConfigKey(String key, String byDefault, String doc) {
    this.key = key;
    this.byDefault = byDefault;
    this.doc = doc;
  }

  /** The key as it is written in the file. */
  public String key() {
    return key;
  }

  /** The value when the file does not have it. */
  public String byDefault() {
    return byDefault;
  }

  /** What it means, in one sentence. */
  public String doc() {
    return doc;
  }

  static Optional<ConfigKey> named(String key) {
    return Arrays.stream(values()).filter(k -> k.key.equals(key)).findFirst();
  }
}
