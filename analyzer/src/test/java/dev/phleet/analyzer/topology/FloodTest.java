package dev.phleet.analyzer.topology;

import static dev.phleet.analyzer.topology.Events.START;
import static dev.phleet.analyzer.topology.Events.anomaly;
import static org.assertj.core.api.Assertions.assertThat;

import dev.phleet.schemas.event.Anomaly;
import dev.phleet.schemas.event.Call;
import dev.phleet.schemas.event.CallTable;
import dev.phleet.schemas.event.Incident;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** One host that never shows the same surprise twice, on the stores. */
class FloodTest {
  @TempDir Path dir;

  private static Anomaly surprise(int which) {
    Anomaly anomaly = anomaly("a", "r", which, START.plusMillis(which));
    Call call = new Call(CallTable.NATIVE, which % 300, "call-" + which % 300);
    Call previous = new Call(CallTable.NATIVE, which / 300, "call-" + which / 300);
    anomaly.setWindow(List.of(call, previous));
    return anomaly;
  }

  private static int rows(Bench bench) {
    int rows = 0;
    for (String name :
        List.of(
            StoreNames.SESSIONS,
            StoreNames.SIGHTINGS,
            StoreNames.DETAILS,
            StoreNames.EXECUTABLE_CLUSTERS)) {
      KeyValueStore<String, Object> store = bench.driver.getKeyValueStore(name);
      try (KeyValueIterator<String, Object> all = store.all()) {
        while (all.hasNext()) {
          all.next();
          rows++;
        }
      }
    }
    return rows;
  }

  @Test
  void shouldNotGrowWithEventsAndStillFindWhatTwoOthersShow() throws IOException {
    Bench bench = new Bench(dir.resolve("0"), START);
    bench.send(anomaly("b", "s", 1, START, "gettimeofday"));
    for (int i = 1; i <= 1000; i++) {
      bench.send(surprise(i));
    }
    int rows = rows(bench);
    for (int i = 1001; i <= 2000; i++) {
      bench.send(surprise(i));
    }
    assertThat(rows(bench)).isBetween(rows - 128, rows + 128).isLessThan(600);
    assertThat(bench.metric("unshared-forgotten", Map.of())).isEqualTo(1900);
    assertThat(bench.metric("kind-forgotten", Map.of())).isBetween(1800.0, 2000.0);

    bench = bench.restart(dir.resolve("0"), dir.resolve("1"), START.plusSeconds(10));
    bench.send(surprise(2001));
    assertThat(bench.metric("unshared-forgotten", Map.of())).isEqualTo(1);
    bench.send(anomaly("c", "t", 1, START.plusSeconds(5), "gettimeofday"));
    assertThat(bench.incidents.readValuesToList())
        .extracting(Incident::getHosts)
        .containsOnlyOnce(List.of("b", "c"));
    bench.close();
  }
}
