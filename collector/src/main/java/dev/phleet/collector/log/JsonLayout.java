package dev.phleet.collector.log;

import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.IThrowableProxy;
import ch.qos.logback.core.LayoutBase;
import com.fasterxml.jackson.core.io.JsonStringEncoder;

/** One object a line. */
final class JsonLayout extends LayoutBase<ILoggingEvent> {

  @Override
  public String doLayout(ILoggingEvent event) {
    StringBuilder text = new StringBuilder(256).append('{');
    field(text, "time", event.getInstant().toString());
    field(text, "level", event.getLevel().toString());
    field(text, "logger", event.getLoggerName());
    field(text, "thread", event.getThreadName());
    field(text, "message", event.getFormattedMessage());
    IThrowableProxy failure = event.getThrowableProxy();
    if (failure != null) {
      field(text, "exception", failure.getClassName() + ": " + failure.getMessage());
    }
    return text.append("}\n").toString();
  }

  private static void field(StringBuilder text, String name, String value) {
    text.append(text.length() == 1 ? "\"" : ",\"").append(name).append("\":\"");
    JsonStringEncoder.getInstance().quoteAsString(value, text);
    text.append('"');
  }
}
