package dev.phleet.collector.log;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.Configurator;
import ch.qos.logback.classic.spi.Configurator.ExecutionStatus;
import ch.qos.logback.core.ConsoleAppender;
import java.util.ServiceLoader;
import org.junit.jupiter.api.Test;

final class StandardErrorLogTest {
  private final LoggerContext logging = new LoggerContext();
  private final Logger root = logging.getLogger(Logger.ROOT_LOGGER_NAME);

  @Test
  void shouldWriteToStandardErrorFromInfoOn() {
    StandardErrorLog.apply(logging, null);

    assertThat(root.getLevel()).isEqualTo(Level.INFO);
    ConsoleAppender<?> console = (ConsoleAppender<?>) root.getAppender(StandardErrorLog.APPENDER);
    assertThat(console.getTarget()).isEqualTo("System.err");
    assertThat(console.isStarted()).isTrue();
    assertThat(logging.getLogger("org.apache.kafka.clients").isWarnEnabled()).isFalse();
  }

  @Test
  void shouldTakeTheLevelThatIsAskedForAndInfoForWhatIsNone() {
    StandardErrorLog.apply(logging, "debug");
    assertThat(root.getLevel()).isEqualTo(Level.DEBUG);
    StandardErrorLog.apply(logging, "loud");
    assertThat(root.getLevel()).isEqualTo(Level.INFO);
  }

  @Test
  void shouldBeFoundAsAServiceAndStepAsideInOtherPrograms() {
    assertThat(ServiceLoader.load(Configurator.class))
        .hasAtLeastOneElementOfType(StandardErrorLog.class);
    assertThat(new StandardErrorLog().configure(logging))
        .isEqualTo(ExecutionStatus.INVOKE_NEXT_IF_ANY);
    assertThat(root.iteratorForAppenders()).isExhausted();
  }
}
