package dev.phleet.collector.identity;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class FileIdentityTest {
  @ParameterizedTest
  @CsvSource({
    "0x801, 0x800001", // 8:1
    "0xfe00, 0xfe00000", // 254:0
    "0x10305, 0x10300005", // 259:5
    "0x2d, 0x2d", // 0:45
    "0x11032c, 0x1030012c", // 259:300
    "0x111fff70, 0xfff11170", // 4095:70000
  })
  void shouldTurnStatsDeviceIntoTheKernels(String stat, String kernel) {
    assertThat(FileIdentity.kernelDevice(Long.decode(stat))).isEqualTo(Long.decode(kernel));
  }

  @Test
  void shouldMakeTheKeyThatTheKernelMakes() {
    assertThat(new FileIdentity(0x800001, 47, 1, 1).profileKey()).isEqualTo(0x00800001_0000002fL);
  }
}
