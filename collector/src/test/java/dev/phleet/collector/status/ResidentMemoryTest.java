package dev.phleet.collector.status;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

final class ResidentMemoryTest {
  @Test
  void shouldReadKilobytesAsBytes() {
    assertThat(ResidentMemory.parse("VmPeak:\t  500 kB\nVmRSS:\t   96464 kB\n"))
        .isEqualTo(96_464L * 1024);
  }

  @Test
  void shouldBeZeroWhenTheKernelDoesNotSay() {
    assertThat(ResidentMemory.parse("Name:\tkthread\n")).isZero();
  }

  @Test
  void shouldBePlausibleForThisProcess() {
    assertThat(ResidentMemory.bytes()).isBetween(10L << 20, 64L << 30);
  }
}
