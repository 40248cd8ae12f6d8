package dev.phleet.sql;

import dev.phleet.sql.connection.Settings;
import dev.phleet.sql.engine.SqlException;
import dev.phleet.sql.output.OutputFormat;
import dev.phleet.sql.prompt.Prompt;
import dev.phleet.sql.statement.Script;
import dev.phleet.sql.table.Source;
import java.io.BufferedOutputStream;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import org.jline.terminal.Terminal;
import org.jline.terminal.TerminalBuilder;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code phleet sql}: SQL over the topics. */
@Command(
    name = "sql",
    description = {
      "SQL (Flink's) over the topics: every topic is a table.",
      "Without a statement: a prompt, or what standard input holds."
    },
    mixinStandardHelpOptions = true)
final class SqlCommand implements Callable<Integer> {
  private static final int UNABLE = 2;

  @Parameters(
      arity = "0..*",
      paramLabel = "STATEMENT",
      description = "One or more, separated by semicolons.")
  private List<String> statements = new ArrayList<>();

  @Option(
      names = {"-f", "--file"},
      paramLabel = "FILE",
      description = "Statements from a file; may be repeated.")
  private List<Path> files = new ArrayList<>();

  @Option(
      names = "--bounded",
      description = "End with what is there now; without it, a query goes on with what comes.")
  private boolean bounded;

  /** At most one. */
  static final class Format {
    @Option(names = "--json", description = "One JSON object a line.")
    private boolean json;

    @Option(names = "--csv", description = "Comma-separated values with a line of names.")
    private boolean csv;
  }

  @ArgGroup private Format format = new Format();

  @Option(
      names = "--config",
      paramLabel = "FILE",
      description = "Properties file of a collector or analyzer: topics.prefix and kafka.* count.")
  private Path file;

  @Option(
      names = "--bootstrap-servers",
      paramLabel = "HOST:PORT",
      description = "Kafka; default 127.0.0.1:9092.")
  private String servers;

  @Option(
      names = "--registry",
      paramLabel = "URL",
      description = "Schema registry; default http://127.0.0.1:8081.")
  private String registry;

  @Option(names = "--prefix", paramLabel = "PREFIX", description = "Default: phleet.")
  private String prefix;

  @Option(
      names = "--set",
      paramLabel = "KEY=VALUE",
      description = "A key of such a file, e.g. kafka.security.protocol=SSL; may be repeated.")
  private Map<String, String> keys = new TreeMap<>();

  @Override
  public Integer call() {
    try {
      List<String> given = given();
      SqlSession session = new SqlSession(source(), chosen(), standardOutput());
      Runtime.getRuntime().addShutdownHook(new Thread(session::stop, "stop"));
      if (asks()) {
        prompt(session);
      }
      for (String statement : given) {
        session.run(statement);
      }
      return 0;
    } catch (SqlException unable) {
      System.err.println("phleet sql: " + unable.getMessage());
      return UNABLE;
    }
  }

  /** Whether somebody is there to be asked; see jdk.console in jvm.options for newer JDKs. */
  @SuppressWarnings("SystemConsoleNull")
  private boolean asks() {
    return files.isEmpty() && statements.isEmpty() && System.console() != null;
  }

  private static void prompt(SqlSession session) {
    try (Terminal terminal = TerminalBuilder.builder().name("phleet sql").build()) {
      Path history = Prompt.historyFile(System.getenv(), System.getProperty("user.home"));
      new Prompt(terminal, history, session).run();
    } catch (IOException unusable) {
      throw new SqlException("cannot use this terminal: " + unusable + "; name a statement");
    }
  }

  private Source source() {
    Settings settings = new Settings();
    if (file != null) {
      settings.file(file);
    }
    keys.forEach(settings::set);
    return settings
        .options(
            Optional.ofNullable(servers),
            Optional.ofNullable(registry),
            Optional.ofNullable(prefix))
        .source(bounded);
  }

  private OutputFormat chosen() {
    if (format.json) {
      return OutputFormat.JSON;
    }
    return format.csv ? OutputFormat.CSV : OutputFormat.TABLE;
  }

  private List<String> given() {
    List<String> given = new ArrayList<>();
    for (Path from : files) {
      try {
        given.addAll(Script.of(Files.readString(from, StandardCharsets.UTF_8)).statements());
      } catch (NoSuchFileException missing) {
        throw new SqlException("there is no file " + from + "; check -f");
      } catch (IOException unreadable) {
        throw new SqlException("cannot read " + from + ": " + unreadable + "; check -f");
      }
    }
    statements.forEach(text -> given.addAll(Script.of(text).statements()));
    if (files.isEmpty() && statements.isEmpty() && !asks()) {
      given.addAll(Script.of(standardInput()).statements());
    }
    return given;
  }

  private static String standardInput() {
    try {
      return new String(System.in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException unreadable) {
      throw new UncheckedIOException(unreadable);
    }
  }

  private static PrintStream standardOutput() {
    return new PrintStream(
        new BufferedOutputStream(new FileOutputStream(FileDescriptor.out)),
        false,
        StandardCharsets.UTF_8);
  }
}
