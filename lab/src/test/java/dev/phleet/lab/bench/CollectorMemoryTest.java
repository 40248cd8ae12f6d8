package dev.phleet.lab.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CollectorMemoryTest {
  @TempDir Path process;

  @Test
  void shouldReadWhatTheKernelSaysOfAProcess() throws IOException {
    Files.writeString(
        process.resolve("status"),
        "Name:\tjava\nVmHWM:\t  101234 kB\nVmRSS:\t   91234 kB\nRssAnon:\t   61234 kB\n");

    assertThat(CollectorMemory.ofProcess(process))
        .isEqualTo(new CollectorMemory(91_234, 61_234, 101_234));
  }

  @Test
  void shouldSayWhatIsMissing() throws IOException {
    Files.writeString(process.resolve("status"), "Name:\tjava\nVmHWM:\t  101234 kB\n");

    assertThatThrownBy(() -> CollectorMemory.ofProcess(process))
        .isInstanceOf(BenchException.class)
        .hasMessageContaining("VmRSS");
  }
}
