package dev.phleet.analyzer.correlation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.phleet.schemas.event.CallTable;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class SignatureTest {
  private static final List<WindowCall> WINDOW =
      List.of(
          new WindowCall(CallTable.NATIVE, 1, "write"),
          new WindowCall(CallTable.NATIVE, 0, "read"),
          new WindowCall(CallTable.NATIVE, 257, "openat"));

  private static String of(List<WindowCall> window, Integer... mismatches) {
    return Signature.of("sha256:00", new Pattern("x86_64", window, List.of(mismatches)));
  }

  private static List<WindowCall> withCall(int distance, WindowCall call) {
    List<WindowCall> window = new ArrayList<>(WINDOW);
    window.set(distance, call);
    return window;
  }

  @Test
  void shouldDependOnTheMismatchedPairsOnly() {
    WindowCall other = new WindowCall(CallTable.NATIVE, 9, "mmap");
    assertThat(of(withCall(1, other), 2)).isEqualTo(of(WINDOW, 2));
    assertThat(of(withCall(2, other), 2)).isNotEqualTo(of(WINDOW, 2));
    assertThat(of(withCall(0, other), 2)).isNotEqualTo(of(WINDOW, 2));
    assertThat(of(WINDOW, 1)).isNotEqualTo(of(WINDOW, 2)).isNotEqualTo(of(WINDOW, 1, 2));
  }

  @Test
  void shouldTellTheTablesOfTheSameNumberApart() {
    WindowCall compat = new WindowCall(CallTable.COMPAT, 257, "openat");
    assertThat(of(withCall(2, compat), 2)).isNotEqualTo(of(WINDOW, 2));
  }

  @Test
  void shouldNotDependOnNames() {
    WindowCall renamed = new WindowCall(CallTable.NATIVE, 257, "openat2");
    assertThat(of(withCall(2, renamed), 2)).isEqualTo(of(WINDOW, 2));
  }

  @Test
  void shouldTellExecutablesApart() {
    Pattern pattern = new Pattern("x86_64", WINDOW, List.of(1));
    assertThat(Signature.of("sha256:00", pattern)).isNotEqualTo(Signature.of("sha256:01", pattern));
  }

  @Test
  void shouldBeThirtyTwoHexadecimalDigitsAndTheSameForEver() {
    assertThat(of(WINDOW, 1, 2)).isEqualTo("aac1c3222b6bc0efe4fc22730d50c153");
  }

  @Test
  void shouldNameTheNearestMismatchedPair() {
    assertThat(new Pattern("x86_64", WINDOW, List.of(1, 2)).phrase()).isEqualTo("write after read");
    assertThat(new Pattern("x86_64", WINDOW, List.of(2)).phrase())
        .isEqualTo("write 2 calls after openat");
  }

  @Test
  void shouldNameTheLastCallWhereNoPairIsMissing() {
    assertThat(new Pattern("x86_64", WINDOW, List.of()).phrase())
        .isEqualTo("a run out of the ordinary that ends in write");
  }
}
