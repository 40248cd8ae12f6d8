package dev.phleet.lab.show;

import static org.assertj.core.api.Assertions.assertThat;

import dev.phleet.schemas.event.Call;
import dev.phleet.schemas.event.CallTable;
import java.util.List;
import org.junit.jupiter.api.Test;

class WindowsTest {
  @Test
  void shouldNameCallsNewestFirstAndMarkThoseNeverSeenAtTheirDistance() {
    List<Call> window =
        List.of(
            new Call(CallTable.NATIVE, 1, "write"),
            new Call(CallTable.NATIVE, 1, "write"),
            new Call(CallTable.NATIVE, 12, "brk"),
            new Call(CallTable.COMPAT, 5, "open"));
    assertThat(Windows.line(window, List.of(1, 3)))
        .isEqualTo("write <- write* <- brk <- compat:open*");
  }
}
