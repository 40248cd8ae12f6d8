package dev.phleet.sql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.phleet.schemas.Topics;
import dev.phleet.sql.connection.Services;
import dev.phleet.sql.connection.Settings;
import dev.phleet.sql.engine.SqlException;
import dev.phleet.sql.output.OutputFormat;
import dev.phleet.sql.prompt.Prompt;
import dev.phleet.sql.table.EventTable;
import dev.phleet.sql.table.EventTables;
import dev.phleet.sql.table.Source;
import java.io.ByteArrayOutputStream;
import java.io.PipedInputStream;
import java.io.PipedOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.jline.terminal.Terminal;
import org.jline.terminal.impl.ExternalTerminal;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What is printed, what is refused, and the prompt. */
class SessionTest {
  private static final List<EventTable> ANOMALIES =
      EventTables.all().stream().filter(table -> table.name().equals("anomalies")).toList();

  @TempDir private static Path directory;
  private static Servers servers;
  private static Output table;

  @BeforeAll
  static void start() throws Exception {
    servers = Servers.start(directory);
    KnownAnomalies.publish(servers);
    table = new Output(servers, OutputFormat.TABLE);
  }

  @AfterAll
  static void stop() {
    table.close();
    servers.close();
  }

  @Test
  void shouldPrintATableForPeople() {
    assertThat(
            table.of(
                "SELECT host.name AS host, MAX(lfc) AS lfc, MAX(process.imageHint) AS image"
                    + " FROM anomalies GROUP BY host.name ORDER BY lfc DESC, host"))
        .isEqualTo(
            """
            host  | lfc | image
            ------+-----+-----------
            web-1 |   3 | nginx:1.27
            db-1  |   1 | NULL
            web-2 |   1 | nginx:1.27
            (3 rows)
            """);
  }

  @Test
  void shouldPrintNothingThatMovesACursorAndCutWhatIsLong() {
    assertThat(table.of("SELECT U&'a\\001b\\000ac' AS t, REPEAT('x', 100) AS x"))
        .isEqualTo(
            """
            t          | x
            -----------+-%s
            a\\x1b\\x0ac | %s...
            (1 row)
            """
                .formatted("-".repeat(80), "x".repeat(77)));
  }

  @Test
  void shouldPrintAPlanAsItIs() {
    assertThat(table.of("EXPLAIN SELECT lfc FROM anomalies"))
        .startsWith("== Abstract Syntax Tree ==\nLogicalProject")
        .doesNotContain("rows)");
  }

  @Test
  void shouldTakeSettingsAndForgetThem() {
    String question = "SELECT MIN(`time`) AS first_time FROM anomalies";
    String utc = table.of(question);
    assertThat(utc).contains("2026-11-20T10:05:00Z");
    String paris =
        "SELECT DATE_FORMAT(TO_TIMESTAMP_LTZ(MIN(time_us) / 1000, 3), 'HH:mm') AS t FROM anomalies";
    assertThat(table.of("SET 'table.local-time-zone' = 'Europe/Paris'; " + paris))
        .contains("11:05");
    assertThat(table.of("RESET 'table.local-time-zone'; " + paris)).contains("10:05");
    assertThatThrownBy(() -> table.of("SET 'parallelism.default' = 'many'; " + paris))
        .hasMessage("Could not parse value 'many' for key 'parallelism.default'.");
    table.of("RESET");
    assertThat(table.of(question)).isEqualTo(utc);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "SELEC 1 | no SQL: Non-query expression encountered in illegal context",
        "SELECT a FORM b WHERE | no SQL: Encountered \"b\" at line 1, column 15.",
        "SELECT lfk FROM anomalies | line 1, column 8: Column 'lfk' not found in any table",
        "SELECT 1 + host FROM anomalies | line 1, column 8: Cannot apply '+'*",
        "SELECT * FROM anomalys | there is no table anomalys, did you mean anomalies? (the tables: acknowledgements, *",
        "INSERT INTO anomalies SELECT * FROM anomalies | the table anomalies is for reading: only collectors and the analyzer write to its topic",
      })
  void shouldSayInOneLineWhatIsWrong(String statement, String message) {
    assertThatThrownBy(() -> table.of(statement))
        .isInstanceOf(SqlException.class)
        .message()
        .hasLineCount(1)
        .matches(pattern(message));
  }

  private static String pattern(String message) {
    return "\\Q" + message.replace("*", "\\E.*\\Q") + "\\E";
  }

  @Test
  void shouldSayThatATopicIsNotThere() {
    Source source =
        new Source(
            Map.of("bootstrap.servers", servers.bootstrapServers()),
            servers.registry(),
            Map.of(),
            "other.",
            true);
    assertThatThrownBy(() -> new Services(source).check(ANOMALIES))
        .hasMessage(
            "there is no topic other.anomalies at "
                + servers.bootstrapServers()
                + ": nothing has been published yet, or --prefix is wrong");
  }

  @Test
  void shouldSayThatNoRegistryAnswers() {
    Source source =
        new Source(
            Map.of("bootstrap.servers", servers.bootstrapServers()),
            "http://127.0.0.1:1",
            Map.of(),
            Topics.DEFAULT_PREFIX,
            true);
    assertThatThrownBy(() -> new Services(source).check(ANOMALIES))
        .isInstanceOf(SqlException.class)
        .message()
        .hasLineCount(1)
        .contains("http://127.0.0.1:1");
  }

  @Test
  void shouldShowNameAndPasswordToTheRegistry() throws Exception {
    try (GuardedRegistry registry = new GuardedRegistry(servers.registry(), "me:secret")) {
      Settings settings =
          new Settings()
              .set("kafka.bootstrap.servers", servers.bootstrapServers())
              .set("kafka.schema.registry.url", registry.url())
              .set("kafka.basic.auth.credentials.source", "USER_INFO");
      Source wrong = settings.set("kafka.basic.auth.user.info", "me:x").source(true);
      assertThatThrownBy(() -> new Services(wrong).check(ANOMALIES))
          .isInstanceOf(SqlException.class)
          .message()
          .contains("401");

      Source right = settings.set("kafka.basic.auth.user.info", "me:secret").source(true);
      assertThat(run(right, "SELECT COUNT(*) AS n FROM anomalies")).isEqualTo("n\n7\n");
    }
  }

  @Test
  void shouldEndOnlyTheQueryThatRunsWhenInterruptedAtThePrompt() throws Exception {
    Screen screen = new Screen();
    try (PipedOutputStream keyboard = new PipedOutputStream();
        PipedInputStream keys = new PipedInputStream(keyboard);
        Terminal terminal =
            new ExternalTerminal("test", "ansi", keys, screen, StandardCharsets.UTF_8)) {
      keyboard.write("SELECT lfc FROM anomalies;\n".getBytes(StandardCharsets.UTF_8));
      keyboard.flush();
      CompletableFuture<Void> asked = CompletableFuture.runAsync(() -> ask(terminal, screen));
      screen.awaitText("+I,3");

      terminal.raise(Terminal.Signal.INT);

      keyboard.write("SHOW VIEWS;\nquit\n".getBytes(StandardCharsets.UTF_8));
      keyboard.flush();
      asked.join();
      assertThat(screen.text()).contains("view name");
    }
  }

  private static void ask(Terminal terminal, Screen screen) {
    PrintStream out = new PrintStream(screen, true, StandardCharsets.UTF_8);
    try (SqlSession session = new SqlSession(servers.source(false), OutputFormat.CSV, out)) {
      new Prompt(terminal, directory.resolve("history"), session).run();
    }
  }

  private static String run(Source source, String statement) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    PrintStream out = new PrintStream(bytes, false, StandardCharsets.UTF_8);
    try (SqlSession session = new SqlSession(source, OutputFormat.CSV, out)) {
      session.run(statement);
    }
    return bytes.toString(StandardCharsets.UTF_8);
  }

  @Test
  void shouldAskForStatementsAndRememberThem() throws Exception {
    Path history = directory.resolve("state").resolve("history");
    ByteArrayOutputStream shown = new ByteArrayOutputStream();
    String typed =
        "SELECT COUNT(*) AS n\nFROM anomalies;\nSELECT 'a;b' AS t; nonsense;\nhelp\nquit\n";
    try (PipedOutputStream keyboard = new PipedOutputStream();
        PipedInputStream keys = new PipedInputStream(keyboard);
        SqlSession session =
            new SqlSession(
                servers.source(true),
                OutputFormat.CSV,
                new PrintStream(shown, true, StandardCharsets.UTF_8));
        // No pseudo terminal: what it shows would come when it likes, or never.
        Terminal terminal =
            new ExternalTerminal("test", "ansi", keys, shown, StandardCharsets.UTF_8)) {
      keyboard.write(typed.getBytes(StandardCharsets.UTF_8));
      keyboard.flush();
      new Prompt(terminal, history, session).run();
    }
    assertThat(shown.toString(StandardCharsets.UTF_8))
        .containsSubsequence("n\n7\n", "t\na;b\n", "no SQL: ", "Ctrl-D or 'quit'");
    assertThat(Files.readString(history)).contains("anomalies;", "'a;b'", "nonsense");
  }
}
