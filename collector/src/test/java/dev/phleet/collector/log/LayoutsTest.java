package dev.phleet.collector.log;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.LoggingEvent;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import org.junit.jupiter.api.Test;

class LayoutsTest {
  @Test
  void shouldGiveTheJournalAPriorityForEveryLineOfAMessage() {
    assertThat(new JournalLayout().doLayout(event(Level.WARN, "one\ntwo", null)))
        .isEqualTo("<4>Room: one\n<4>two\n");
  }

  @Test
  void shouldTellTheJournalTheCauseOfAFailure() {
    RuntimeException failure = new RuntimeException("outer", new IOException("inner"));

    assertThat(new JournalLayout().doLayout(event(Level.ERROR, "failed", failure)))
        .isEqualTo(
            """
            <3>Room: failed
            <3>java.lang.RuntimeException: outer
            <3>java.io.IOException: inner
            """);
  }

  @Test
  void shouldWriteOneObjectALineWhateverTheMessageHolds() throws Exception {
    String line = new JsonLayout().doLayout(event(Level.INFO, "a \"b\"\n\u0001 c", null));

    assertThat(line).endsWith("}\n").containsOnlyOnce("\n");
    JsonNode object = new ObjectMapper().readTree(line);
    assertThat(object.get("message").textValue()).isEqualTo("a \"b\"\n\u0001 c");
    assertThat(object.get("level").textValue()).isEqualTo("INFO");
    assertThat(object.get("logger").textValue()).isEqualTo("dev.phleet.Room");
    assertThat(object.has("exception")).isFalse();
  }

  private static ILoggingEvent event(Level level, String message, Throwable failure) {
    return new LoggingEvent(
        "test", new LoggerContext().getLogger("dev.phleet.Room"), level, message, failure, null);
  }
}
