package dev.phleet.analyzer.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.phleet.analyzer.ocsf.FindingChoice;
import dev.phleet.schemas.event.Severity;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class ConfigReaderTest {
  private static void assertSets(
      ConfigKey key, String text, Function<AnalyzerConfig, Object> value, Object expected) {
    AnalyzerConfig config = ConfigReader.read(Map.of(key.key(), text));
    assertThat(value.apply(config)).as(key.key()).isEqualTo(expected);
  }

  @Test
  void shouldHaveTheseDefaults() {
    AnalyzerConfig c = AnalyzerConfig.defaults();
    assertThat(c.topicsPrefix()).isEqualTo("phleet.");
    assertThat(c.topicsCreate()).isTrue();
    assertThat(c.spreadHosts()).isEqualTo(2);
    assertThat(c.spreadWindow()).isEqualTo(Duration.ofMinutes(10));
    assertThat(c.spreadUnshared()).isEqualTo(100);
    assertThat(c.incidentQuiet()).isEqualTo(Duration.ofMinutes(15));
    assertThat(c.incidentGrace()).isEqualTo(Duration.ofMinutes(30));
    assertThat(c.incidentUpdate()).isEqualTo(Duration.ofSeconds(5));
    assertThat(c.incidentRetention()).isEqualTo(Duration.ofDays(90));
    assertThat(c.clockAhead()).isEqualTo(Duration.ofMinutes(10));
    assertThat(c.gapGrace()).isEqualTo(Duration.ofSeconds(10));
    assertThat(c.runRetention()).isEqualTo(Duration.ofDays(31));
    assertThat(c.fleetInterval()).isEqualTo(Duration.ofSeconds(1));
    assertThat(c.findings()).isEqualTo(FindingChoice.NONE);
    assertThat(c.stateDir().toString()).endsWith("phleet/analyzer");
    assertThat(c.kafka())
        .containsOnly(
            Map.entry("bootstrap.servers", "localhost:9092"),
            Map.entry("schema.registry.url", "http://localhost:8081"),
            Map.entry("application.id", "phleet.analyzer"));
  }

  @Test
  void shouldReadEveryKey() {
    assertSets(ConfigKey.TOPICS_PREFIX, "x.", AnalyzerConfig::topicsPrefix, "x.");
    assertSets(ConfigKey.TOPICS_CREATE, "false", AnalyzerConfig::topicsCreate, false);
    assertSets(ConfigKey.SPREAD_HOSTS, "7", AnalyzerConfig::spreadHosts, 7);
    assertSets(ConfigKey.SPREAD_WINDOW, "3m", AnalyzerConfig::spreadWindow, Duration.ofMinutes(3));
    assertSets(ConfigKey.SPREAD_UNSHARED, "23", AnalyzerConfig::spreadUnshared, 23);
    assertSets(
        ConfigKey.INCIDENT_QUIET, "90s", AnalyzerConfig::incidentQuiet, Duration.ofSeconds(90));
    assertSets(ConfigKey.INCIDENT_GRACE, "0s", AnalyzerConfig::incidentGrace, Duration.ZERO);
    assertSets(
        ConfigKey.INCIDENT_UPDATE, "250ms", AnalyzerConfig::incidentUpdate, Duration.ofMillis(250));
    assertSets(
        ConfigKey.INCIDENT_RETENTION, "3d", AnalyzerConfig::incidentRetention, Duration.ofDays(3));
    assertSets(ConfigKey.CLOCK_AHEAD, "2h", AnalyzerConfig::clockAhead, Duration.ofHours(2));
    assertSets(ConfigKey.GAP_GRACE, "1s", AnalyzerConfig::gapGrace, Duration.ofSeconds(1));
    assertSets(ConfigKey.RUN_RETENTION, "60d", AnalyzerConfig::runRetention, Duration.ofDays(60));
    assertSets(
        ConfigKey.FLEET_INTERVAL, "2s", AnalyzerConfig::fleetInterval, Duration.ofSeconds(2));
    assertSets(
        ConfigKey.OCSF_FINDINGS, "incidents", AnalyzerConfig::findings, FindingChoice.INCIDENTS);
    assertSets(ConfigKey.OCSF_FINDINGS, "all", AnalyzerConfig::findings, FindingChoice.ALL);
    assertSets(ConfigKey.STATE_DIR, "/srv/x", AnalyzerConfig::stateDir, Path.of("/srv/x"));
    assertThat(ConfigReader.read(Map.of("kafka.bootstrap.servers", "b:1")).kafka())
        .containsEntry("bootstrap.servers", "b:1");
  }

  @Test
  void shouldReadEveryKeyOfTheRules() {
    for (String rule :
        List.of("spread", "varied", "takeover", "burst", "stranger", "silence", "gap")) {
      RulesConfig off = ConfigReader.read(Map.of("rule." + rule + ".enabled", "false")).rules();
      RulesConfig loud =
          ConfigReader.read(Map.of("rule." + rule + ".severity", "critical")).rules();
      assertThat(rule(off, rule).enabled()).as(rule).isFalse();
      assertThat(rule(loud, rule).severity()).as(rule).isEqualTo(Severity.CRITICAL);
      assertThat(rule(loud, rule).enabled()).as(rule).isTrue();
    }
    assertSets(ConfigKey.VARIED_HOSTS, "5", c -> c.rules().variedHosts(), 5);
    assertSets(ConfigKey.VARIED_WINDOW, "3m", c -> c.rules().variedWindow(), Duration.ofMinutes(3));
    assertSets(ConfigKey.TAKEOVER_EXECUTABLES, "5", c -> c.rules().takeoverExecutables(), 5);
    assertSets(
        ConfigKey.TAKEOVER_WINDOW, "3m", c -> c.rules().takeoverWindow(), Duration.ofMinutes(3));
    assertSets(ConfigKey.BURST_LFC, "23", c -> c.rules().burstLfc(), 23);
    assertSets(ConfigKey.STRANGER_HOSTS, "7", c -> c.rules().strangerHosts(), 7);
    assertSets(ConfigKey.STRANGER_PATIENCE, "0s", c -> c.rules().strangerPatience(), Duration.ZERO);
    assertSets(ConfigKey.SILENCE_LIMIT, "2m", c -> c.rules().silenceLimit(), Duration.ofMinutes(2));
    assertSets(ConfigKey.HOST_RETENTION, "3d", AnalyzerConfig::hostRetention, Duration.ofDays(3));
  }

  private static RulesConfig.Rule rule(RulesConfig rules, String name) {
    return switch (name) {
      case "spread" -> rules.spread();
      case "varied" -> rules.varied();
      case "takeover" -> rules.takeover();
      case "burst" -> rules.burst();
      case "stranger" -> rules.stranger();
      case "silence" -> rules.silence();
      default -> rules.gap();
    };
  }

  @Test
  void shouldHaveTheseRulesByDefault() {
    RulesConfig.Rule low = new RulesConfig.Rule(true, Severity.LOW);
    RulesConfig.Rule medium = new RulesConfig.Rule(true, Severity.MEDIUM);
    RulesConfig.Rule high = new RulesConfig.Rule(true, Severity.HIGH);
    Duration ten = Duration.ofMinutes(10);
    assertThat(AnalyzerConfig.defaults().rules())
        .isEqualTo(
            new RulesConfig(
                medium,
                medium,
                3,
                ten,
                high,
                3,
                ten,
                high,
                8,
                low,
                3,
                ten,
                high,
                Duration.ofSeconds(60),
                medium));
    assertThat(AnalyzerConfig.defaults().hostRetention()).isEqualTo(Duration.ofDays(90));
  }

  @Test
  void shouldNameTheApplicationAfterThePrefixUnlessItIsNamed() {
    assertThat(ConfigReader.read(Map.of("topics.prefix", "lab.")).kafka())
        .containsEntry("application.id", "lab.analyzer");
    assertThat(ConfigReader.read(Map.of("kafka.application.id", "mine")).kafka())
        .containsEntry("application.id", "mine");
  }

  @ParameterizedTest
  @CsvSource({
    "topics.prefx, topics.prefix",
    "spread.host, spread.hosts",
    "incident.quite, incident.quiet",
    "kafka.bootstrap.server, kafka.bootstrap.servers",
    "kafka.producer.linger.mss, kafka.producer.linger.ms",
    "kafka.schema.registry.ulr, kafka.schema.registry.url",
  })
  void shouldSuggestTheNearestKey(String wrong, String meant) {
    assertThatExceptionOfType(ConfigException.class)
        .isThrownBy(() -> ConfigReader.read(Map.of(wrong, "1")))
        .withMessageContaining("'" + wrong + "'")
        .withMessageContaining("did you mean '" + meant + "'");
  }

  @Test
  void shouldListTheKeysWhenNoneIsNear() {
    assertThatExceptionOfType(ConfigException.class)
        .isThrownBy(() -> ConfigReader.read(Map.of("zzz", "1")))
        .withMessageContaining("known keys are topics.prefix, topics.create");
  }

  @Test
  void shouldPassOnWhatAPlugInOfKafkaMayKnow() {
    assertThat(ConfigReader.read(Map.of("kafka.our.interceptor.setting", "1")).kafka())
        .containsEntry("our.interceptor.setting", "1");
  }

  @ParameterizedTest
  @CsvSource({
    "topics.prefix, a b",
    "topics.create, yes",
    "spread.hosts, 1",
    "spread.hosts, many",
    "spread.unshared, 0",
    "rule.burst.lfc, 129",
    "rule.burst.lfc, 0",
    "rule.takeover.severity, loud",
    "ocsf.findings, anomalies",
    "spread.window, 10",
    "spread.window, 0s",
    "incident.quiet, -5m",
    "incident.update, 5 s",
    "fleet.interval, 99999999999s",
  })
  void shouldRefuseWhatMakesNoSense(String key, String value) {
    assertThatExceptionOfType(ConfigException.class)
        .isThrownBy(() -> ConfigReader.read(Map.of(key, value)))
        .withMessageContaining("'" + key + "' is '" + value + "' and must be");
  }

  @ParameterizedTest
  @EnumSource(ConfigKey.class)
  void shouldExplainEveryKey(ConfigKey key) {
    assertThat(key.doc()).endsWith(".").hasSizeGreaterThan(20);
    assertThat(ConfigText.of(AnalyzerConfig.defaults()))
        .contains("# " + key.doc() + "\n" + key.key() + "=");
  }

  @ParameterizedTest
  @EnumSource(ConfigKey.class)
  void shouldDocumentEveryKeyInTheReadme(ConfigKey key) throws IOException {
    String byDefault = key.byDefault().isEmpty() ? "" : "`" + key.byDefault() + "`";
    assertThat(Files.readString(Path.of("README.md")))
        .contains("| `" + key.key() + "` | " + byDefault + " | " + key.doc() + " |");
  }

  @Test
  void shouldReadBackWhatItPrints(@TempDir Path dir) throws IOException {
    AnalyzerConfig config =
        ConfigReader.read(Map.of("spread.window", "1500ms", "kafka.application.id", "mine"));
    Path file = dir.resolve("analyzer.properties");
    Files.writeString(file, ConfigText.of(config));
    assertThat(ConfigReader.read(file)).isEqualTo(config);
    Properties written = new Properties();
    written.load(Files.newBufferedReader(file));
    assertThat(written.stringPropertyNames())
        .containsAll(Arrays.stream(ConfigKey.values()).map(ConfigKey::key).toList());
  }

  @Test
  void shouldMaskSecrets() {
    String text =
        ConfigText.of(
            ConfigReader.read(
                Map.of(
                    "kafka.ssl.keystore.password", "hush-1",
                    "kafka.sasl.jaas.config", "x password=hush-2;",
                    "kafka.basic.auth.user.info", "me:hush-3",
                    "kafka.ssl.keystore.key", "hush-5",
                    "kafka.schema.registry.url", "https://me:hush-4@registry")));
    assertThat(text).doesNotContain("hush").contains("https://********@registry");
  }

  @Test
  void shouldSayWhichFileItCannotRead() {
    assertThatExceptionOfType(ConfigException.class)
        .isThrownBy(() -> ConfigReader.read(Path.of("/no/such.properties")))
        .withMessageContaining("/no/such.properties");
  }
}
