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
  /** Interval of fleet profiles. */
  FLEET_INTERVAL("fleet.interval", "1s", "How often changed fleet profiles are published."),
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
