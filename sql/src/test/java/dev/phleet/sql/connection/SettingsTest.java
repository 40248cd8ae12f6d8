package dev.phleet.sql.connection;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.phleet.sql.engine.SqlException;
import dev.phleet.sql.table.EventTables;
import dev.phleet.sql.table.Source;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Where the topics are looked for. */
class SettingsTest {
  @TempDir private Path directory;

  @Test
  void shouldLookOnThisMachineUnlessToldOtherwise() {
    assertThat(new Settings().source(true))
        .isEqualTo(
            new Source(
                Map.of("bootstrap.servers", "127.0.0.1:9092"),
                "http://127.0.0.1:8081",
                Map.of(),
                "phleet.",
                true));
  }

  @Test
  void shouldTakeTheOptionBeforeTheKeyAndTheKeyBeforeTheFile() throws IOException {
    Path file =
        Files.writeString(
            directory.resolve("collector.conf"),
            """
            topics.prefix = file.
            kafka.bootstrap.servers = file:1
            kafka.security.protocol = SSL
            kafka.schema.registry.url = http://file:1
            kafka.schema.registry.ssl.truststore.location = /file
            kafka.bearer.auth.token = file
            detector.batch = 7
            """);
    Source source =
        new Settings()
            .file(file)
            .set("kafka.schema.registry.url", "http://key:1")
            .set("kafka.bootstrap.servers", "key:1")
            .options(Optional.of("option:1"), Optional.empty(), Optional.empty())
            .source(false);

    assertThat(source)
        .isEqualTo(
            new Source(
                Map.of("bootstrap.servers", "option:1", "security.protocol", "SSL"),
                "http://key:1",
                Map.of(
                    "schema.registry.ssl.truststore.location", "/file", "bearer.auth.token", "file"),
                "file.",
                false));
  }

  @Test
  void shouldHandEverySettingToFlink() {
    Source source =
        new Settings()
            .set("kafka.sasl.jaas.config", "a 'quoted' word")
            .set("kafka.basic.auth.user.info", "me:secret")
            .source(true);

    assertThat(EventTables.all().get(0).ddl(source))
        .contains("'properties.sasl.jaas.config' = 'a ''quoted'' word'")
        .contains("'value.avro-confluent.properties.basic.auth.user.info' = 'me:secret'")
        .contains("'scan.bounded.mode' = 'latest-offset'");
  }

  @Test
  void shouldRefuseKeysThatThereAreNotAndPrefixesThatCannotBe() {
    assertThatThrownBy(() -> new Settings().set("detector.batch", "7"))
        .isInstanceOf(SqlException.class)
        .hasMessage("there is no key detector.batch for --set: it takes topics.prefix and kafka.*");
    assertThatThrownBy(() -> new Settings().set("topics.prefix", "a b").source(true))
        .isInstanceOf(SqlException.class)
        .hasMessageContaining("illegal topic name");
    assertThatThrownBy(() -> new Settings().file(directory.resolve("none")))
        .isInstanceOf(SqlException.class)
        .hasMessageContaining("check --config");
  }
}
