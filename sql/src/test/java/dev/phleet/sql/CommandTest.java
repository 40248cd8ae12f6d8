package dev.phleet.sql;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.phleet.schemas.Topics;
import dev.phleet.schemas.event.Acknowledgement;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The command as a user starts it. */
class CommandTest {
  /** 127.0.0.1, as an IPv4 address and as an IPv6 one. */
  private static final String[] LOOPBACK = {"0100007F", "0000000000000000FFFF00000100007F"};

  @TempDir private static Path directory;
  private static Servers servers;

  @TempDir private Path temporary;

  @BeforeAll
  static void start() throws Exception {
    servers = Servers.start(directory);
    note("i1", "alice");
  }

  @AfterAll
  static void stop() {
    servers.close();
  }

  private static void note(String incident, String by) throws Exception {
    servers.publish(
        Topics.ACKNOWLEDGEMENTS,
        incident,
        new Acknowledgement(incident, by, KnownEvents.TEN, "noted"));
  }

  private SqlProcess sql(String... arguments) throws IOException {
    return SqlProcess.start(
        temporary,
        Stream.concat(
                Stream.of(
                    "--bootstrap-servers=" + servers.bootstrapServers(),
                    "--registry=" + servers.registry()),
                Stream.of(arguments))
            .toArray(String[]::new));
  }

  @Test
  void shouldGoOnWithWhatComesOnLoopbackOnlyUntilItIsInterrupted() throws Exception {
    String question = "SELECT `by`, COUNT(*) AS notes FROM acknowledgements_history GROUP BY `by`";
    try (SqlProcess sql = sql("--json", question)) {
      assertThat(Output.parsed(sql.line())).isEqualTo(change("+I", "alice", 1));
      assertThat(sql.listens()).isNotEmpty().containsAnyOf(LOOPBACK).isSubsetOf(LOOPBACK);

      note("i2", "alice");

      assertThat(Output.parsed(sql.line())).isEqualTo(change("-U", "alice", 1));
      assertThat(Output.parsed(sql.line())).isEqualTo(change("+U", "alice", 2));
      sql.interrupt();
      assertThat(sql.exitCode()).isEqualTo(130);
      assertThat(sql.errors()).isEmpty();
      assertThat(temporary).isEmptyDirectory();
    }
  }

  private static JsonNode change(String operation, String by, int notes) {
    return Output.parsed(
        "{\"op\":\"%s\",\"by\":\"%s\",\"notes\":%d}".formatted(operation, by, notes));
  }

  @Test
  void shouldRunTheStatementsOfAFileQuietlyAndLeaveNothingBehind() throws Exception {
    Path file =
        Files.writeString(
            directory.resolve("two.sql"),
            """
            -- The first; it has a semicolon.
            CREATE VIEW notes AS SELECT record_key, note FROM acknowledgements;
            SELECT record_key, note || ';' AS note FROM notes WHERE record_key = 'i1'; /* over */
            """);
    try (SqlProcess sql = sql("--bounded", "-f", file.toString())) {
      assertThat(sql.lines())
          .containsExactly(
              "record_key | note", "-----------+-------", "i1         | noted;", "(1 row)");
      assertThat(sql.exitCode()).isZero();
      assertThat(sql.errors()).isEmpty();
      assertThat(temporary).isEmptyDirectory();
    }
  }

  @Test
  void shouldEndWithCodeTwoAndOneLineWhenSomethingIsWrong() throws Exception {
    try (SqlProcess sql = sql("--set", "detector.batch=7", "SELECT id FROM incidents")) {
      assertThat(sql.lines()).isEmpty();
      assertThat(sql.exitCode()).isEqualTo(2);
      assertThat(sql.errors())
          .startsWith("phleet sql: there is no key detector.batch for --set")
          .hasLineCount(1);
    }
  }
}
