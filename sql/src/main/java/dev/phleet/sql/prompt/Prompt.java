package dev.phleet.sql.prompt;

import dev.phleet.sql.engine.SqlException;
import dev.phleet.sql.statement.Script;
import dev.phleet.sql.table.EventTables;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jline.reader.EOFError;
import org.jline.reader.EndOfFileException;
import org.jline.reader.LineReader;
import org.jline.reader.LineReaderBuilder;
import org.jline.reader.ParsedLine;
import org.jline.reader.Parser;
import org.jline.reader.UserInterruptException;
import org.jline.reader.impl.DefaultParser;
import org.jline.reader.impl.completer.StringsCompleter;
import org.jline.terminal.Terminal;
import org.jline.terminal.Terminal.Signal;

/**
 * Asks for statements until there are no more. A statement ends with a semicolon and may have
 * several lines. Ctrl-C ends the query that runs, or drops what is written; Ctrl-D ends all.
 */
public final class Prompt {
  /** Runs statements. */
  public interface Runner {
    /**
     * Runs one to its end.
     *
     * @throws SqlException when it makes no sense or fails
     */
    void run(String statement);

    /** Ends the one that runs. May be called by any thread. */
    void cancel();
  }

  private static final String FIRST = "sql> ";
  private static final String MORE = "  -> ";
  private static final int KEPT = 1_000;

  private static final String HELP =
      """
      A statement ends with a semicolon. Ctrl-C ends the query that runs, Ctrl-D or 'quit' the prompt.
        SHOW TABLES;  DESCRIBE anomalies;  SET 'table.local-time-zone' = 'Europe/Berlin';
        SELECT host.name, COUNT(*) FROM anomalies GROUP BY host.name;
      docs/sql.md has many questions.""";

  private static final List<String> WORDS =
      List.of(
          "SELECT",
          "FROM",
          "WHERE",
          "GROUP BY",
          "HAVING",
          "ORDER BY",
          "LIMIT",
          "COUNT(*)",
          "SUM(",
          "CROSS JOIN UNNEST(",
          "TUMBLE(TABLE",
          "DESCRIPTOR(",
          "INTERVAL",
          "DESCRIBE",
          "SHOW TABLES",
          "SET",
          "EXPLAIN",
          "help",
          "quit");

  private final Terminal terminal;
  private final LineReader reader;
  private final Runner runner;

  /**
   * @param terminal where to ask
   * @param history the file that keeps what was asked; it and its directory are made
   * @param runner gets the statements
   */
  public Prompt(Terminal terminal, Path history, Runner runner) {
    this.terminal = terminal;
    this.runner = runner;
    List<String> words = new ArrayList<>(WORDS);
    words.addAll(EventTables.names());
    makePrivate(history);
    reader =
        LineReaderBuilder.builder()
            .terminal(terminal)
            .appName("phleet")
            .parser(new UntilSemicolon())
            .completer(new StringsCompleter(words))
            .variable(LineReader.HISTORY_FILE, history)
            .variable(LineReader.HISTORY_SIZE, KEPT)
            .variable(LineReader.HISTORY_FILE_SIZE, KEPT)
            .variable(LineReader.SECONDARY_PROMPT_PATTERN, MORE)
            .option(LineReader.Option.DISABLE_EVENT_EXPANSION, true)
            .build();
  }

  /** Asks until Ctrl-D or {@code quit}. */
  public void run() {
    boolean more = true;
    while (more) {
      try {
        more = take(reader.readLine(FIRST));
      } catch (UserInterruptException dropped) {
        // What was written is dropped; the next line starts anew.
      } catch (EndOfFileException end) {
        more = false;
      }
    }
  }

  private boolean take(String line) {
    String word = line.strip().replaceFirst(";$", "").strip().toLowerCase(Locale.ROOT);
    if (word.equals("quit") || word.equals("exit")) {
      return false;
    } else if (word.equals("help")) {
      say(HELP);
    } else {
      Script.of(line).statements().forEach(this::carryOut);
    }
    return true;
  }

  private void carryOut(String statement) {
    Terminal.SignalHandler before = terminal.handle(Signal.INT, signal -> runner.cancel());
    try {
      runner.run(statement);
    } catch (SqlException unable) {
      say(unable.getMessage());
    } finally {
      terminal.handle(Signal.INT, before);
    }
  }

  private void say(String text) {
    terminal.writer().println(text);
    terminal.flush();
  }

  /** What was asked may hold what others need not know. Without the file nothing is kept. */
  private static void makePrivate(Path history) {
    try {
      Files.createDirectories(history.toAbsolutePath().getParent());
      if (!Files.exists(history)) {
        Files.createFile(
            history,
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
      }
    } catch (IOException | UnsupportedOperationException unable) {
      // Then the reader warns in its log, and goes on without.
    }
  }

  /**
   * The file that keeps what was asked: that of the user's state, as the XDG directories have it.
   */
  public static Path historyFile(Map<String, String> environment, String home) {
    String state = environment.getOrDefault("XDG_STATE_HOME", "");
    Path directory = state.isEmpty() ? Path.of(home, ".local", "state") : Path.of(state);
    return directory.resolve("phleet").resolve("sql-history");
  }

  /** Takes lines together until a statement is complete. */
  private static final class UntilSemicolon implements Parser {
    private final DefaultParser words = new DefaultParser();

    UntilSemicolon() {
      words.setEscapeChars(null);
      words.setQuoteChars(new char[0]);
    }

    @Override
    public ParsedLine parse(String line, int cursor, ParseContext context) {
      if (context == ParseContext.ACCEPT_LINE && !isComplete(line)) {
        throw new EOFError(-1, cursor, "the statement goes on");
      }
      return words.parse(line, cursor, ParseContext.COMPLETE);
    }

    private static boolean isComplete(String line) {
      String word = line.strip().toLowerCase(Locale.ROOT);
      return List.of("quit", "exit", "help").contains(word) || Script.of(line).complete();
    }
  }
}
