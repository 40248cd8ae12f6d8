package dev.phleet.analyzer.topology;

import static org.assertj.core.api.Assertions.assertThat;

import dev.phleet.analyzer.correlation.EventRef;
import dev.phleet.analyzer.correlation.Exhibit;
import dev.phleet.analyzer.correlation.GroupKey;
import dev.phleet.analyzer.correlation.HostRef;
import dev.phleet.analyzer.correlation.HostTrack;
import dev.phleet.analyzer.correlation.Observation;
import dev.phleet.analyzer.correlation.Pattern;
import dev.phleet.analyzer.correlation.WindowCall;
import dev.phleet.schemas.event.CallTable;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.LongStream;
import org.apache.kafka.common.serialization.Serde;
import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.processor.TaskId;
import org.apache.kafka.streams.processor.api.MockProcessorContext;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** On a real RocksDB. */
class SpreadGroupsTest {
  private static final HostRef HOST = new HostRef("h", "name", "boot");
  private static final Observation FIRST =
      new Observation(
          "sha256:1",
          "/bin/a",
          1,
          HOST,
          new EventRef(0, "h", "r", 1),
          new Pattern("x86_64", List.of(new WindowCall(CallTable.NATIVE, 1, "write")), List.of()),
          7,
          1,
          "sig");

  @TempDir Path directory;
  private final WriteBack together = new WriteBack(1);
  private KeyValueStore<String, GroupRow> rows;
  private KeyValueStore<String, SpreadRow> details;
  private SpreadGroups groups;

  @BeforeEach
  void open() {
    rows = store("rows", StateForms.GROUP_ROW);
    details = store("details", StateForms.SPREAD_ROW);
    groups = new SpreadGroups(rows, details);
  }

  private <V> KeyValueStore<String, V> store(String name, Serde<V> serde) {
    Properties properties = new Properties();
    properties.setProperty(StreamsConfig.APPLICATION_ID_CONFIG, "test");
    properties.setProperty(StreamsConfig.BOOTSTRAP_SERVERS_CONFIG, "none:1");
    MockProcessorContext<Void, Void> context =
        new MockProcessorContext<>(properties, new TaskId(0, 0), directory.resolve(name).toFile());
    context.setRecordMetadata("topic", 0, 0);
    KeyValueStore<String, V> store =
        DecodedStores.of(name, serde, value -> 1, together).withLoggingDisabled().build();
    store.init(context.getStateStoreContext(), store);
    return store;
  }

  @AfterEach
  void close() {
    rows.close();
    details.close();
  }

  private static final class Group {
    private final TreeMap<String, HostTrack> hosts = new TreeMap<>();
    private Exhibit exhibit;
  }

  @Test
  void shouldKeepWhatAModelKeepsWhetherGroupsAreSmallOrLarge() {
    Map<GroupKey, Group> model = new HashMap<>();
    Random random = new Random(11);
    for (int step = 0; step < 20_000; step++) {
      GroupKey key = new GroupKey("sha256:1", "s-" + random.nextInt(12));
      Group group = model.get(key);
      HostTrack track = track("host-" + random.nextInt(3 * SpreadGroups.HOSTS), step);
      if (group == null) {
        Group begun = new Group();
        begun.hosts.put(track.host().id(), track);
        begun.exhibit = exhibit(1);
        groups.begin(key, track, begun.exhibit);
        model.put(key, begun);
        continue;
      }
      switch (random.nextInt(40)) {
        case 0 -> {
          groups.forgetParts(key);
          model.remove(key);
          assertThat(groups.hosts(key)).isEmpty();
          assertThat(groups.exhibit(key)).isEmpty();
        }
        case 1, 2, 3, 4 -> {
          groups.forgetHost(key, track.host().id());
          group.hosts.remove(track.host().id());
        }
        case 5, 6, 7, 8, 9, 10 -> {
          group.exhibit = exhibit(1 + random.nextInt(2 * SpreadGroups.EVENTS));
          groups.putExhibit(key, group.exhibit);
        }
        case 11 -> ((DecodedStore<?>) rows).flushCache();
        default -> {
          groups.putHost(key, track);
          group.hosts.put(track.host().id(), track);
        }
      }
      check(key, model.get(key), track.host().id());
    }
    model.keySet().forEach(groups::forgetParts);
    assertThat(count(rows)).isZero();
    assertThat(count(details)).isZero();
  }

  private void check(GroupKey key, Group group, String hostId) {
    if (group != null) {
      assertThat(groups.hosts(key)).isEqualTo(new ArrayList<>(group.hosts.values()));
      assertThat(groups.host(key, hostId)).isEqualTo(Optional.ofNullable(group.hosts.get(hostId)));
      assertThat(groups.exhibit(key)).contains(group.exhibit);
    }
  }

  private static HostTrack track(String host, long time) {
    return new HostTrack(new HostRef(host, "name", "boot"), time, time, 1, List.of(time));
  }

  private static Exhibit exhibit(int events) {
    return new Exhibit(
        FIRST, LongStream.range(0, events).mapToObj(t -> new EventRef(t, "h", "r", t)).toList());
  }

  @Test
  void shouldWriteOneRowForAGroupOfFew() {
    GroupKey key = new GroupKey("sha256:1", "s-0");
    groups.begin(key, track("a", 1), exhibit(1));
    groups.putHost(key, track("b", 2));
    groups.putExhibit(key, exhibit(2));
    assertThat(count(rows)).isEqualTo(1);
    assertThat(count(details)).isZero();
  }

  private static int count(KeyValueStore<String, ?> store) {
    int count = 0;
    try (KeyValueIterator<String, ?> all = store.all()) {
      while (all.hasNext()) {
        all.next();
        count++;
      }
    }
    return count;
  }
}
