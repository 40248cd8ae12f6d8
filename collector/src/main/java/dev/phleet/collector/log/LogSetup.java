package dev.phleet.collector.log;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.Appender;
import ch.qos.logback.core.Layout;
import ch.qos.logback.core.OutputStreamAppender;
import ch.qos.logback.core.encoder.LayoutWrappingEncoder;
import java.nio.charset.StandardCharsets;
import org.slf4j.LoggerFactory;

/** Puts the chosen format into the log's appender (see {@link StandardErrorLog}). */
public final class LogSetup {
  private LogSetup() {}

  /** From the next line on. */
  public static void apply(LogFormat format) {
    if (format == LogFormat.TEXT || !(LoggerFactory.getILoggerFactory() instanceof LoggerContext)) {
      return;
    }
    Logger root = (Logger) LoggerFactory.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME);
    Appender<ILoggingEvent> appender = root.getAppender(StandardErrorLog.APPENDER);
    if (appender instanceof OutputStreamAppender<ILoggingEvent> stream) {
      Layout<ILoggingEvent> layout =
          format == LogFormat.JSON ? new JsonLayout() : new JournalLayout();
      layout.setContext(root.getLoggerContext());
      layout.start();
      LayoutWrappingEncoder<ILoggingEvent> encoder = new LayoutWrappingEncoder<>();
      encoder.setContext(root.getLoggerContext());
      encoder.setCharset(StandardCharsets.UTF_8);
      encoder.setLayout(layout);
      encoder.start();
      stream.setEncoder(encoder);
    }
  }
}
