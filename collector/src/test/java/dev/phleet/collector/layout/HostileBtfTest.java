package dev.phleet.collector.layout;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.phleet.collector.detector.ObjectFile;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

/** Files that are not what they should be lead to a BtfFormatException and to nothing else. */
final class HostileBtfTest {
  private static final byte[] OBJECT = ObjectFile.find("x86_64").orElseThrow();

  @Test
  void shouldRefuseAFileThatIsNoElf() {
    assertThatThrownBy(() -> Btf.ofObject("#!/bin/sh\n".getBytes(StandardCharsets.UTF_8)))
        .isInstanceOf(BtfFormatException.class)
        .hasMessage("not a 64-bit little-endian ELF file");
  }

  @Property(tries = 300)
  void shouldRefuseATruncatedObject(@ForAll @IntRange(min = 0, max = 1_000_000) int cut) {
    byte[] truncated = Arrays.copyOf(OBJECT, cut % OBJECT.length);

    assertThat(outcome(truncated)).isIn("refused", "read");
  }

  @Property(tries = 1000)
  void shouldSurviveAByteThatChanged(
      @ForAll @IntRange(min = 0, max = 1_000_000) int where, @ForAll byte value) {
    byte[] changed = OBJECT.clone();
    changed[where % changed.length] = value;

    assertThat(outcome(changed)).isIn("refused", "read");
  }

  private static String outcome(byte[] bytes) {
    try {
      LayoutCheck.differences(Layouts.ALL, Btf.ofObject(bytes));
      return "read";
    } catch (BtfFormatException refused) {
      return "refused";
    }
  }
}
