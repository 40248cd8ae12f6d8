package dev.phleet.collector.config;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * Every key of the configuration, with its default and what it means; the README's table is this.
 */
public enum Key {
  HOST_ID("host.id", "/etc/machine-id", "Stable identity of this host, the key of its events."),
  HOST_NAME("host.name", "the host's name", "Name of this host, for people."),
  SCOPE("scope", "host", "What is watched: `host`, `tree` or `cgroup`."),
  SCOPE_TREE_PID("scope.tree.pid", "", "Process at the root of the tree, with scope `tree`."),
  SCOPE_CGROUP_PATH(
      "scope.cgroup.path", "", "Directory of the cgroup (version 2), with scope `cgroup`."),
  TOPICS_PREFIX("topics.prefix", "phleet.", "What every topic's name starts with."),
  STATUS_INTERVAL("status.interval", "5s", "Time between two heartbeats."),
  STATE_INTERVAL(
      "state.interval", "30s", "Profiles whose counters changed are published again this often."),
  PAIRS_INTERVAL(
      "pairs.interval",
      "5m",
      "All pairs of profiles that learned are published again this often; `0` or `off`: only when a profile freezes, becomes normal, is loaded or is forgotten."),
  NORMAL_WAIT("detector.normal-wait", "7d", "How long a profile stays frozen until it is normal."),
  NORMAL_FACTOR(
      "detector.normal-factor",
      "128/32",
      "A profile freezes when train_count x 32 > n x 128, n being train_count - last_mod_count."),
  ANOMALY_LIMIT("detector.anomaly-limit", "30", "More anomalies than this: back to training."),
  TOLERIZE_LIMIT(
      "detector.tolerize-limit",
      "12",
      "A task with more anomalies than this among its latest calls resets the training data."),
  WINDOW_LENGTH("detector.window-length", "9", "Calls in a window, 2 to 9."),
  LOCALITY_WINDOW("detector.locality-window", "128", "Calls in a locality frame, 1 to 128."),
  SIGNAL_FRAMES("detector.signal-frames", "3", "Nested windows that a task keeps, 0 to 3."),
  BATCH(
      "detector.batch",
      "64",
      "Calls that a task counts before it adds them to its profile; 1 is exact."),
  NEW_SEQUENCES("detector.new-sequences", "true", "Whether calls that teach something are sent."),
  ANOMALY_BURST(
      "detector.anomaly-burst", "10", "Anomalies of one profile sent at once; 0 is no limit."),
  ANOMALY_RATE("detector.anomaly-rate", "6", "Then so many a minute."),
  GRAMS(
      "detector.grams",
      "true",
      "Second opinion on a call: whether its last 6 calls were seen in that order."),
  CALL_SETS(
      "detector.call-sets",
      "true",
      "Second opinion on a task: how far the set of its calls is from those of tasks before it."),
  SCORE_LIMIT(
      "detector.score-limit",
      "2500",
      "A task whose score (see ARCHITECTURE.md), per mille, is above this is an anomaly; 0: none."),
  DISTANCE_WEIGHT(
      "detector.distance-weight", "4", "Weight of the distance of the set in that score, 0 to 16."),
  TRAIN_ONLY(
      "train-only",
      "false",
      "A dry start: profiles learn and never become normal, so there are no anomalies."),
  PROFILES_PER_SCRIPT(
      "profiles.per-script",
      "false",
      "Whether a script has a profile of its own, and not its interpreter's."),
  IGNORE_PATHS(
      "ignore.paths", "", "Programs not to watch: globs such as `/opt/backup/**`, or file names."),
  IGNORE_DIGESTS("ignore.digests", "", "Programs not to watch: sha256 of their files."),
  IGNORE_CONTAINERS(
      "ignore.containers",
      "",
      "Programs first run in these containers are not watched: ids, at least 12 digits."),
  RING_BYTES("ring.bytes", "2m", "Ring buffer between kernel and collector; a power of two."),
  PROFILES_MAX("profiles.max", "10240", "Most profiles at once."),
  PROFILES_DIRECTORY(
      "profiles.directory",
      "/var/lib/phleet/profiles",
      "Where profiles are kept, one file each; set to nothing they are not."),
  PROFILES_SAVE_INTERVAL(
      "profiles.save-interval", "5m", "Profiles that changed are saved this often."),
  METRICS_PORT("metrics.port", "0", "Port with metrics for Prometheus at /metrics; 0 for none."),
  METRICS_BIND(
      "metrics.bind",
      "127.0.0.1",
      "Address of that port; any but a loopback address answers everybody who can reach it."),
  LOG_FORMAT("log.format", "text", "The log on standard error: `text`, `json` or `journald`."),
  QUEUE_MAX("queue.max", "10000", "Most events held while Kafka is slow or away."),
  CONTROL_SOCKET(
      "control.socket",
      "/run/phleet/collector.sock",
      "Where `phleet ps`, `admin` and `inspect` reach it; empty: nowhere.");

  /** What a key for the Kafka producer starts with. */
  public static final String KAFKA = "kafka.";

  private final String text;
  private final String defaultText;
  private final String meaning;

  Key(String text, String defaultText, String meaning) {
    this.text = text;
    this.defaultText = defaultText;
    this.meaning = meaning;
  }

  /** The key as it is written. */
  public String text() {
    return text;
  }

  /** The default as it is written, or where it comes from; empty when there is none. */
  public String defaultText() {
    return defaultText;
  }

  /** What it means, in one sentence. */
  public String meaning() {
    return meaning;
  }

  /** The key that is written so; empty when there is none. */
  public static Optional<Key> of(String text) {
    return Arrays.stream(values()).filter(k -> k.text.equals(text)).findFirst();
  }

  /** All keys as they are written. */
  public static List<String> texts() {
    return Arrays.stream(values()).map(Key::text).toList();
  }
}
