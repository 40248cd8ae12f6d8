package dev.phleet.lab.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class KernelMapTest {
  @TempDir Path process;

  @Test
  void shouldReadTheMapsAmongAProcessesDescriptors() throws IOException {
    Path descriptors = Files.createDirectories(process.resolve("fdinfo"));
    Files.writeString(descriptors.resolve("0"), "pos:\t0\nflags:\t02\nmnt_id:\t17\n");
    Files.writeString(
        descriptors.resolve("7"),
        """
        pos:\t0
        map_type:\t1
        key_size:\t12
        value_size:\t72
        max_entries:\t524288
        map_flags:\t0x1
        map_extra:\t0x0
        memlock:\t8389440
        map_id:\t23
        frozen:\t0
        """);

    assertThat(KernelMap.ofProcess(process))
        .isEqualTo(Map.of(23, new KernelMap(KernelMap.HASH, 12, 72, 524_288, 8_389_440)));
  }

  @Test
  void shouldCountAnElementAsTheSlabThatHoldsIt() {
    KernelMap pairs = new KernelMap(KernelMap.HASH, 12, 72, 1, 0);
    assertThat(pairs.elementSize()).isEqualTo(8 + 48 + 16 + 72);
    assertThat(pairs.slabSize()).isEqualTo(192);
    assertThat(new KernelMap(KernelMap.HASH, 8, 8, 1, 0).slabSize()).isEqualTo(96);
    assertThat(new KernelMap(KernelMap.HASH, 8, 4096, 1, 0).slabSize()).isEqualTo(8192);
    assertThat(new KernelMap(KernelMap.HASH, 8, 192, 1, 0).slabSize()).isEqualTo(256);
  }
}
