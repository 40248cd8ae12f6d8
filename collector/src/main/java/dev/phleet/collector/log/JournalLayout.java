package dev.phleet.collector.log;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.IThrowableProxy;
import ch.qos.logback.core.LayoutBase;

/** {@code <priority>Logger: message}; every line of a message has the priority. */
final class JournalLayout extends LayoutBase<ILoggingEvent> {

  @Override
  public String doLayout(ILoggingEvent event) {
    String name = event.getLoggerName();
    StringBuilder text = new StringBuilder(128);
    text.append(name.substring(name.lastIndexOf('.') + 1)).append(": ");
    text.append(event.getFormattedMessage());
    for (IThrowableProxy cause = event.getThrowableProxy();
        cause != null;
        cause = cause.getCause()) {
      text.append('\n').append(cause.getClassName()).append(": ").append(cause.getMessage());
    }
    String priority = "<" + priority(event.getLevel()) + ">";
    return priority + text.toString().replace("\n", "\n" + priority) + "\n";
  }

  /** Numbers of syslog(3). */
  private static int priority(Level level) {
    return switch (level.toInt()) {
      case Level.ERROR_INT -> 3;
      case Level.WARN_INT -> 4;
      case Level.INFO_INT -> 6;
      default -> 7;
    };
  }
}
