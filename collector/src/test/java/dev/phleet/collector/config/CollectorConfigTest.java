package dev.phleet.collector.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.phleet.collector.detector.Limits;
import dev.phleet.collector.detector.ScopeKind;
import dev.phleet.collector.detector.Settings;
import dev.phleet.collector.identity.IgnoreRules;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

final class CollectorConfigTest {
  private static final Map<String, String> LEAST =
      Map.of(
          "host.id", "host-1",
          "kafka.bootstrap.servers", "127.0.0.1:9092",
          "kafka.schema.registry.url", "http://127.0.0.1:8081");

  @Test
  void shouldHaveTheDefaultsOfTheDocumentation() {
    CollectorConfig config = CollectorConfig.from(LEAST);

    assertThat(config.hostId()).isEqualTo("host-1");
    assertThat(config.hostName()).isNotBlank();
    assertThat(config.scope()).isEqualTo(new ScopeConfig(ScopeKind.HOST, ""));
    assertThat(config.topicsPrefix()).isEqualTo("phleet.");
    assertThat(config.statusInterval()).isEqualTo(Duration.ofSeconds(5));
    assertThat(config.stateInterval()).isEqualTo(Duration.ofSeconds(30));
    assertThat(config.pairsInterval()).contains(Duration.ofMinutes(5));
    assertThat(config.detector())
        .isEqualTo(Settings.defaults().edit().anomalyBudget(10, 6).build());
    assertThat(config.ignore()).isEqualTo(IgnoreRules.NONE);
    assertThat(config.trainOnly()).isFalse();
    assertThat(config.limits()).isEqualTo(Limits.DEFAULT);
    assertThat(config.profilesDirectory()).contains(Path.of("/var/lib/phleet/profiles"));
    assertThat(config.queueMax()).isEqualTo(10_000);
    assertThat(config.kafka())
        .isEqualTo(
            Map.of(
                "bootstrap.servers", "127.0.0.1:9092",
                "schema.registry.url", "http://127.0.0.1:8081"));
  }

  @Test
  void shouldKeepNoProfilesWhereNoDirectoryIsSet() {
    Map<String, String> texts = new TreeMap<>(LEAST);
    texts.put("profiles.directory", "");

    assertThat(CollectorConfig.from(texts).profilesDirectory()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"0", "off", "OFF"})
  void shouldNotPublishGrowingPairsWhereThatIsOff(String off) {
    Map<String, String> texts = new TreeMap<>(LEAST);
    texts.put("pairs.interval", off);

    assertThat(CollectorConfig.from(texts).pairsInterval()).isEmpty();
  }

  @Test
  void shouldTakeEveryKey() {
    Map<String, String> texts = new TreeMap<>(LEAST);
    texts.put("host.name", "one");
    texts.put("scope", "tree");
    texts.put("scope.tree.pid", "23");
    texts.put("topics.prefix", "test.");
    texts.put("status.interval", "500ms");
    texts.put("state.interval", "2m");
    texts.put("pairs.interval", "1h");
    texts.put("detector.normal-wait", "3s");
    texts.put("detector.normal-factor", "64/16");
    texts.put("detector.anomaly-limit", "31");
    texts.put("detector.tolerize-limit", "13");
    texts.put("detector.window-length", "7");
    texts.put("detector.locality-window", "64");
    texts.put("detector.signal-frames", "2");
    texts.put("detector.batch", "1");
    texts.put("detector.new-sequences", "false");
    texts.put("detector.anomaly-burst", "5");
    texts.put("detector.anomaly-rate", "60");
    texts.put("detector.grams", "false");
    texts.put("detector.call-sets", "false");
    texts.put("detector.score-limit", "800");
    texts.put("detector.distance-weight", "3");
    texts.put("profiles.per-script", "true");
    texts.put("ignore.paths", "/opt/{a,b}/**, backup");
    texts.put("ignore.digests", "0f".repeat(32));
    texts.put("ignore.containers", "abcdefabcdef,debian");
    texts.put("ring.bytes", "1m");
    texts.put("profiles.max", "100");
    texts.put("profiles.directory", "/srv/profiles");
    texts.put("profiles.save-interval", "23s");
    texts.put("queue.max", "7");
    texts.put("kafka.linger.ms", "17");

    CollectorConfig config = CollectorConfig.from(texts);

    assertThat(config.hostName()).isEqualTo("one");
    assertThat(config.scope()).isEqualTo(new ScopeConfig(ScopeKind.TREE, "23"));
    assertThat(config.topicsPrefix()).isEqualTo("test.");
    assertThat(config.statusInterval()).isEqualTo(Duration.ofMillis(500));
    assertThat(config.stateInterval()).isEqualTo(Duration.ofMinutes(2));
    assertThat(config.pairsInterval()).contains(Duration.ofHours(1));
    assertThat(config.detector())
        .isEqualTo(
            new Settings(
                Duration.ofSeconds(3),
                ScopeKind.NONE,
                0,
                0,
                true,
                64,
                16,
                31,
                13,
                7,
                64,
                2,
                1,
                false,
                5,
                60,
                true,
                false,
                false,
                800,
                3));
    assertThat(config.limits()).isEqualTo(new Limits(1 << 20, 100));
    assertThat(config.profilesDirectory()).contains(Path.of("/srv/profiles"));
    assertThat(config.saveInterval()).isEqualTo(Duration.ofSeconds(23));
    assertThat(config.queueMax()).isEqualTo(7);
    assertThat(config.ignore())
        .isEqualTo(
            new IgnoreRules(
                List.of("/opt/{a,b}/**", "backup"),
                List.of("0f".repeat(32)),
                List.of("abcdefabcdef", "debian")));
    assertThat(config.kafka()).containsEntry("linger.ms", "17");
    texts.put("scope", "cgroup");
    texts.put("scope.cgroup.path", "/sys/fs/cgroup");
    assertThat(CollectorConfig.from(texts).scope())
        .isEqualTo(new ScopeConfig(ScopeKind.CGROUP, "/sys/fs/cgroup"));
  }

  @Test
  void shouldNeverBecomeNormalInADryStart() {
    Map<String, String> texts = new TreeMap<>(LEAST);
    texts.put("train-only", "true");

    CollectorConfig config = CollectorConfig.from(texts);

    assertThat(config.trainOnly()).isTrue();
    assertThat(config.detector().normalWait()).isGreaterThan(Duration.ofDays(36_000));
  }

  @ParameterizedTest
  @EnumSource(Key.class)
  void shouldParseTheDefaultOfEveryKeyAsItIsWritten(Key key) {
    boolean literal = !key.defaultText().isEmpty() && !key.text().startsWith("host.");
    Map<String, String> texts = new TreeMap<>(LEAST);
    if (literal) {
      texts.put(key.text(), key.defaultText());
    }

    assertThat(CollectorConfig.from(texts)).isEqualTo(CollectorConfig.from(LEAST));
  }

  @ParameterizedTest
  @CsvSource({
    "detector.normal-wiat, detector.normal-wait",
    "status.intervall, status.interval",
    "kafka, scope",
    "scope.tree.id, scope.tree.pid",
  })
  void shouldSuggestTheNearestOfAnUnknownKey(String wrong, String right) {
    Map<String, String> texts = new TreeMap<>(LEAST);
    texts.put(wrong, "1");

    if (wrong.equals("kafka")) {
      assertThatThrownBy(() -> CollectorConfig.from(texts))
          .hasMessageContaining("unknown key kafka");
    } else {
      assertThatThrownBy(() -> CollectorConfig.from(texts))
          .isInstanceOf(ConfigException.class)
          .hasMessageContaining("unknown key " + wrong + ": did you mean " + right + "?")
          .hasMessageNotContaining("\n");
    }
  }

  @ParameterizedTest
  @CsvSource({
    "status.interval, 5",
    "status.interval, 0s",
    "status.interval, -1s",
    "status.interval, 5 parsecs",
    "pairs.interval, never",
    "pairs.interval, 0s",
    "detector.normal-wait, 999999d",
    "detector.normal-factor, 128",
    "detector.normal-factor, 0/32",
    "detector.anomaly-limit, many",
    "detector.window-length, 10",
    "detector.window-length, 1",
    "detector.locality-window, 129",
    "detector.signal-frames, 4",
    "detector.batch, 0",
    "detector.new-sequences, yes",
    "train-only, perhaps",
    "profiles.per-script, some",
    "ignore.paths, [",
    "ignore.digests, abc",
    "ring.bytes, 1",
    "ring.bytes, 4t",
    "profiles.max, 0",
    "queue.max, 99999999999",
    "scope, world",
  })
  void shouldNameKeyAndValueOfWhatDoesNotFit(String key, String value) {
    Map<String, String> texts = new TreeMap<>(LEAST);
    texts.put(key, value);

    assertThatThrownBy(() -> CollectorConfig.from(texts))
        .isInstanceOf(ConfigException.class)
        .hasMessageStartingWith(key + " = " + value + " is not ");
  }

  @ParameterizedTest
  @CsvSource({"tree, scope.tree.pid", "cgroup, scope.cgroup.path"})
  void shouldAskForWhatAScopeNeeds(String scope, String key) {
    Map<String, String> texts = new TreeMap<>(LEAST);
    texts.put("scope", scope);

    assertThatThrownBy(() -> CollectorConfig.from(texts))
        .hasMessage("scope = " + scope + " needs " + key + ": set it");
  }

  @Test
  void shouldAskForBrokerAndRegistry() {
    assertThatThrownBy(() -> CollectorConfig.from(Map.of("host.id", "h")))
        .hasMessage("kafka.bootstrap.servers is missing: set it");
  }

  @Test
  void shouldReadAFileOfProperties(@TempDir Path directory) throws IOException {
    Path file = directory.resolve("collector.conf");
    Files.writeString(file, "# who\nhost.id = h\u00f6st\nkafka.bootstrap.servers=a:1,b:2\n");

    assertThat(CollectorConfig.read(file))
        .isEqualTo(Map.of("host.id", "h\u00f6st", "kafka.bootstrap.servers", "a:1,b:2"));
  }

  @Test
  void shouldSayWhichFileCannotBeRead(@TempDir Path directory) {
    assertThatThrownBy(() -> CollectorConfig.read(directory.resolve("missing.conf")))
        .isInstanceOf(ConfigException.class)
        .hasMessageContaining("missing.conf");
  }

  @Test
  void shouldRefuseATreeWhoseRootIsGone() {
    ScopeConfig scope = new ScopeConfig(ScopeKind.TREE, "4194305");

    assertThatThrownBy(() -> scope.applyTo(Settings.defaults()))
        .hasMessage("scope.tree.pid = 4194305 is not a process that runs");
  }

  @Test
  void shouldRefuseACgroupThatIsNotThere() {
    ScopeConfig scope = new ScopeConfig(ScopeKind.CGROUP, "/sys/fs/cgroup/nobody.slice");

    assertThatThrownBy(() -> scope.applyTo(Settings.defaults()))
        .hasMessageStartingWith(
            "scope.cgroup.path = /sys/fs/cgroup/nobody.slice is not a directory");
  }

  @Test
  void shouldPutTheScopeIntoTheSettings() {
    int self = (int) ProcessHandle.current().pid();

    assertThat(new ScopeConfig(ScopeKind.TREE, "" + self).applyTo(Settings.defaults()))
        .isEqualTo(Settings.defaults().watchingTree(self));
    assertThat(new ScopeConfig(ScopeKind.HOST, "").applyTo(Settings.defaults()))
        .isEqualTo(Settings.defaults().watchingHost());
  }
}
