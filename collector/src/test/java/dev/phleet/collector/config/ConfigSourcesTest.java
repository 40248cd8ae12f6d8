package dev.phleet.collector.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.phleet.collector.config.ConfigSources.Setting;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class ConfigSourcesTest {
  private static final String LEAST =
      "host.id=h\nkafka.bootstrap.servers=b:1\nkafka.schema.registry.url=http://r:2\n";

  @TempDir private Path directory;
  private Path file;

  @BeforeEach
  void name() {
    file = directory.resolve("collector.conf");
  }

  @Test
  void shouldTakeTheEnvironmentBeforeTheFileAndOptionsBeforeBoth() throws IOException {
    Files.writeString(file, "queue.max=1\nstate.interval=1m\nstatus.interval=1s\n");
    Map<String, String> environment =
        Map.of("PHLEET_STATE_INTERVAL", "2m", "PHLEET_STATUS_INTERVAL", "2s", "PATH", "/bin");

    assertThat(sources(environment, Map.of("status.interval", "3s")).read())
        .containsOnly(
            Map.entry("queue.max", new Setting("1", file.toString())),
            Map.entry("state.interval", new Setting("2m", "PHLEET_STATE_INTERVAL")),
            Map.entry("status.interval", new Setting("3s", "--set")));
  }

  @ParameterizedTest
  @CsvSource({
    "PHLEET_KAFKA_BOOTSTRAP_SERVERS, kafka.bootstrap.servers",
    "PHLEET_KAFKA_SASL_JAAS_CONFIG, kafka.sasl.jaas.config",
    "PHLEET_DETECTOR_NORMAL_WAIT, detector.normal-wait",
    "PHLEET_TRAIN_ONLY, train-only",
  })
  void shouldKnowTheVariableOfAKey(String variable, String key) throws IOException {
    Files.writeString(file, "");

    assertThat(sources(Map.of(variable, "x"), Map.of()).read()).containsOnlyKeys(key);
  }

  @Test
  void shouldSuggestTheNearestOfAnUnknownVariable() throws IOException {
    Files.writeString(file, "");

    assertThatThrownBy(() -> sources(Map.of("PHLEET_QUEU_MAX", "1"), Map.of()).read())
        .isInstanceOf(ConfigException.class)
        .hasMessageContaining("PHLEET_QUEU_MAX is no key's: did you mean PHLEET_QUEUE_MAX?");
  }

  @Test
  void shouldShowEveryKeyWithItsOriginAndNoSecret() throws IOException {
    Files.writeString(
        file,
        LEAST
            + "kafka.ssl.key.password=hunter2\nkafka.sasl.jaas.config=x hunter2;\n"
            + "kafka.basic.auth.user.info=me:hunter2\nkafka.ssl.keystore.key=hunter2\n"
            + "kafka.basic.auth.credentials.source=USER_INFO\n");
    var settings =
        sources(Map.of("PHLEET_KAFKA_SCHEMA_REGISTRY_URL", "http://me:hunter2@r:2"), Map.of())
            .read();

    List<String> lines = EffectiveConfig.lines(settings);

    assertThat(lines).noneMatch(line -> line.contains("hunter2"));
    assertThat(lines)
        .contains(
            "# %s%nhost.id = h".formatted(file),
            "# default%nqueue.max = 10000".formatted(),
            "# PHLEET_KAFKA_SCHEMA_REGISTRY_URL%nkafka.schema.registry.url = http://********@r:2"
                .formatted(),
            "# %s%nkafka.ssl.key.password = ********".formatted(file),
            "# %s%nkafka.basic.auth.credentials.source = USER_INFO".formatted(file));
    for (String key : Key.texts()) {
      assertThat(lines).anyMatch(line -> line.contains("\n" + key + " = "));
    }
  }

  @Test
  void shouldReloadWhatCanChangeAndNothingElse() throws IOException {
    Files.writeString(file, LEAST);
    ConfigSources sources = sources(Map.of(), Map.of());
    List<CollectorConfig> taken = new ArrayList<>();
    Reload reload = new Reload(sources, sources.read(), taken::add);
    Files.writeString(
        file, LEAST + "queue.max=7\ndetector.batch=3\nignore.paths=/x\nstatus.interval=1s\n");
    reload.run();

    CollectorConfig config = taken.get(0);
    assertThat(config.queueMax()).isEqualTo(10_000);
    assertThat(config.detector().batch()).isEqualTo(3);
    assertThat(config.ignore().paths()).containsExactly("/x");
    assertThat(config.statusInterval()).hasSeconds(1);
    Files.writeString(file, LEAST);
    reload.run();
    assertThat(taken.get(1).detector().batch()).isEqualTo(64);
  }

  @Test
  void shouldChangeNothingWhenTheFileIsWrong() throws IOException {
    Files.writeString(file, LEAST);
    ConfigSources sources = sources(Map.of(), Map.of());
    List<CollectorConfig> taken = new ArrayList<>();
    Reload reload = new Reload(sources, sources.read(), taken::add);
    for (String wrong : List.of("detector.batch=3\nqueue.max=none\n", "detektor.batch=3\n")) {
      Files.writeString(file, LEAST + wrong);
      reload.run();
    }

    assertThat(taken).isEmpty();
  }

  private ConfigSources sources(Map<String, String> environment, Map<String, String> options) {
    return new ConfigSources(Optional.of(file), environment, options);
  }
}
