package dev.phleet.collector.log;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.encoder.PatternLayoutEncoder;
import ch.qos.logback.classic.spi.Configurator;
import ch.qos.logback.classic.spi.ConfiguratorRank;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.ConsoleAppender;
import ch.qos.logback.core.spi.ContextAwareBase;

/**
 * The log of the collector's program: to standard error, from the level {@code PHLEET_LOG_LEVEL}
 * on. Logback finds it as a service, and it steps aside in any other program and where a file is
 * named by {@code logback.configurationFile}. In place of a file: reading one takes some 350
 * classes, which would stay in memory.
 */
@ConfiguratorRank(ConfiguratorRank.CUSTOM_HIGH_PRIORITY)
public final class StandardErrorLog extends ContextAwareBase implements Configurator {
  /** Name of the appender. */
  static final String APPENDER = "stderr";

  private static final String PATTERN = "%d{HH:mm:ss.SSS} %-5level %logger{0}: %msg%n%rEx{short}";
  private static final String FILE_PROPERTY = "logback.configurationFile";
  private static final String WANTED = "phleet.log";

  /** For logback. */
  public StandardErrorLog() {}

  /** Asks for it, before the first line is logged. */
  public static void want() {
    System.setProperty(WANTED, APPENDER);
  }

  @Override
  public ExecutionStatus configure(LoggerContext logging) {
    if (System.getProperty(WANTED) == null || System.getProperty(FILE_PROPERTY) != null) {
      return ExecutionStatus.INVOKE_NEXT_IF_ANY;
    }
    apply(logging, System.getenv("PHLEET_LOG_LEVEL"));
    return ExecutionStatus.DO_NOT_INVOKE_NEXT_IF_ANY;
  }

  /**
   * Configures a context.
   *
   * @param level name of the lowest level that is printed; INFO when null or no level
   */
  static void apply(LoggerContext logging, String level) {
    PatternLayoutEncoder encoder = new PatternLayoutEncoder();
    encoder.setContext(logging);
    encoder.setPattern(PATTERN);
    encoder.start();
    ConsoleAppender<ILoggingEvent> appender = new ConsoleAppender<>();
    appender.setContext(logging);
    appender.setName(APPENDER);
    appender.setTarget("System.err");
    appender.setEncoder(encoder);
    appender.start();
    // Kafka's clients speak at every attempt to connect; the collector says once that it is away.
    logging.getLogger("org.apache.kafka").setLevel(Level.ERROR);
    Logger root = logging.getLogger(Logger.ROOT_LOGGER_NAME);
    root.setLevel(Level.toLevel(level, Level.INFO));
    root.addAppender(appender);
  }
}
