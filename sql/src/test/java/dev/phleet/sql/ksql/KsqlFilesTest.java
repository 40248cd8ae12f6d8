package dev.phleet.sql.ksql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.phleet.schemas.Topic;
import dev.phleet.schemas.Topics;
import dev.phleet.sql.table.EventTable;
import dev.phleet.sql.table.EventTables;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The statements for ksqlDB: their topics, keys, columns and types are those of the schemas. */
class KsqlFilesTest {
  private static final Path DIRECTORY = Path.of("..", "ksql");

  static List<Path> questions() throws IOException {
    try (Stream<Path> files = Files.list(DIRECTORY.resolve("questions"))) {
      return files.filter(file -> file.toString().endsWith(".ksql.sql")).sorted().toList();
    }
  }

  private static String sources() throws IOException {
    return Files.readString(DIRECTORY.resolve("streams-and-tables.sql"));
  }

  @Test
  void shouldMakeAStreamOrTableOfEveryTopicUnderTheNamesThatFlinkHasForThem() throws IOException {
    Map<String, KsqlSource> made = KsqlScript.sources(sources());

    assertThat(made.values().stream().map(KsqlSource::topic))
        .containsAll(Topics.all().stream().map(Topic::name).toList());
    assertThat(made.keySet())
        .containsExactlyInAnyOrderElementsOf(
            EventTables.names().stream().map(name -> name.toUpperCase(Locale.ROOT)).toList());
    Map<String, Boolean> tables =
        made.values().stream().collect(Collectors.toMap(KsqlSource::name, KsqlSource::table));
    for (EventTable table : EventTables.all()) {
      assertThat(tables.get(table.name().toUpperCase(Locale.ROOT)))
          .as(table.name())
          .isEqualTo(table.kind() == EventTable.Kind.LATEST);
    }
  }

  @ParameterizedTest
  @MethodSource("questions")
  void shouldAskOnlyForWhatTheSchemasHave(Path question) throws IOException {
    Map<String, KsqlSource> made = KsqlScript.sources(sources());

    assertThat(KsqlScript.questions(Files.readString(question), made)).isNotEmpty();
  }

  /** Each name of a stream, a table, a column or a field, one at a time, is written wrong. */
  @ParameterizedTest
  @MethodSource("questions")
  void shouldNoticeEveryWrongName(Path question) throws IOException {
    Map<String, KsqlSource> made = KsqlScript.sources(sources());
    String text = Files.readString(question);
    for (Token name : KsqlScript.questions(text, made)) {
      int end = name.kind() == Token.Kind.QUOTED_NAME ? name.end() - 1 : name.end();
      String wrong = text.substring(0, end) + "x" + text.substring(end);

      assertThatThrownBy(() -> KsqlScript.questions(wrong, made))
          .as(wrong)
          .isInstanceOf(KsqlError.class);
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "SELECT heldBak FROM anomalies EMIT CHANGES;",
        "SELECT host.name FROM anomalies EMIT CHANGES;",
        "SELECT host->nam FROM anomalies EMIT CHANGES;",
        "SELECT window FROM anomalies EMIT CHANGES;",
        "SELECT `window` FROM anomalies EMIT CHANGES;",
        "SELECT host + 1 FROM anomalies EMIT CHANGES;",
        "SELECT lfc FROM anomalies WHERE lfc EMIT CHANGES;",
        "SELECT lfc FROM anomalies WHERE state = 'NORMALL' EMIT CHANGES;",
        "SELECT lfc FROM anomalies WHERE state = 1 EMIT CHANGES;",
        "SELECT lfc AS topic FROM anomalies EMIT CHANGES;",
        "SELECT MAX(tasks) FROM collectors GROUP BY phase EMIT CHANGES;",
        "SELECT WINDOWSTART FROM anomalies EMIT CHANGES;",
        "SELECT SUM(path) FROM fleet_profiles EMIT CHANGES;",
        "SELECT lfc FROM anomalies",
        "SELECT lfc FROM anomaly EMIT CHANGES;",
        "SELECT NOFUNCTION(lfc) FROM anomalies EMIT CHANGES;",
        "SELECT TRANSFORM(`WINDOW`, c => c->nam) FROM anomalies EMIT CHANGES;"
      })
  void shouldRefuseWhatKsqlDbWouldRefuse(String question) throws IOException {
    Map<String, KsqlSource> made = KsqlScript.sources(sources());

    assertThatThrownBy(() -> KsqlScript.questions(question, made)).isInstanceOf(KsqlError.class);
  }

  @Test
  void shouldNoticeAWrongTopicKeyOrFormat() throws IOException {
    String text = sources();
    List<String> wrong =
        List.of(
            text.replace("phleet.anomalies", "phleet.anomaly"),
            text.replace("KEY_FORMAT = 'KAFKA', VALUE_FORMAT = 'AVRO'", "VALUE_FORMAT = 'AVRO'"),
            text.replaceFirst("VALUE_FORMAT = 'AVRO'", "VALUE_FORMAT = 'JSON'"),
            text.replace("anomalies (record_key VARCHAR KEY)", "anomalies (record_key BIGINT KEY)"),
            text.replace("VARCHAR PRIMARY KEY", "VARCHAR KEY"),
            text.replace("STREAM IF NOT EXISTS anomalies", "TABLE IF NOT EXISTS anomalies"));
    for (String text1 : wrong) {
      assertThat(text1).isNotEqualTo(text);
      assertThatThrownBy(() -> KsqlScript.sources(text1)).isInstanceOf(KsqlError.class);
    }
  }
}
