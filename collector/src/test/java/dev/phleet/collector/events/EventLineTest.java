package dev.phleet.collector.events;

import static org.assertj.core.api.Assertions.assertThat;

import dev.phleet.schemas.event.Anomaly;
import dev.phleet.schemas.event.Call;
import dev.phleet.schemas.event.CallTable;
import dev.phleet.schemas.event.Executable;
import dev.phleet.schemas.event.Host;
import dev.phleet.schemas.event.Process;
import dev.phleet.schemas.event.ProfileCounters;
import dev.phleet.schemas.event.Source;
import dev.phleet.schemas.event.State;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

final class EventLineTest {
  @Test
  void shouldShowTheWindowByNameNewestFirst() {
    assertThat(EventLine.of(anomaly("/bin/greet")))
        .isEqualTo(
            "2026-11-20T12:00:00Z one /bin/greet[23] write < read missing at [1], lfc 1, score 17, anomaly 2"
                + " of its profile");
  }

  @Test
  void shouldLetNothingThroughThatMovesACursor() {
    assertThat(EventLine.of(anomaly("/bin/\u001b[2J\n\u009bx")))
        .contains("/bin/\\x1b[2J\\x0a\\x9bx[23]");
  }

  private static Anomaly anomaly(String path) {
    return new Anomaly(
        new Host("h", "one", "b"),
        new Source("run", 1L),
        Instant.parse("2026-11-20T12:00:00Z"),
        new Executable("sha256:0", path, 1L),
        new Process(23, 23, 1, 0L, "greet", 1L, null, null, List.of(), null),
        "x86_64",
        List.of(new Call(CallTable.NATIVE, 1, "write"), new Call(CallTable.NATIVE, 0, "read")),
        List.of(1),
        1,
        1,
        State.NORMAL,
        new ProfileCounters(10L, 10L, 5L, 3L, 2L),
        0L,
        true,
        false,
        17,
        false,
        0L,
        0);
  }
}
