package dev.phleet.examples;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.phleet.schemas.Topic;
import dev.phleet.schemas.Topics;
import dev.phleet.schemas.event.Host;
import dev.phleet.schemas.event.Incident;
import dev.phleet.schemas.event.ProfilePairs;
import dev.phleet.schemas.event.Sighting;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The figures of the page about consuming: near those of the fleet here, and rightly multiplied.
 */
@ExtendWith(OneFleet.class)
class SizingTest {
  private static final int SECONDS_A_DAY = 86_400;
  private static final double MEGA = 1e6;
  private static final double GIGA = 1e9;
  private static final double NEAR = 1.5;

  /** Those whose simulated records have all that real ones have; heartbeats have few counters. */
  static List<Topic<?>> topics() {
    return List.of(
        Topics.ANOMALIES, Topics.PROFILE_STATES, Topics.INCIDENTS, Topics.FLEET_PROFILES);
  }

  private static int documented(String event) {
    return Page.consuming().rows().stream()
        .filter(row -> row.get(0).equals("`" + event + "`"))
        .map(row -> Integer.parseInt(row.get(1)))
        .findFirst()
        .orElseThrow();
  }

  private static int number(String pattern) {
    Matcher matcher = Pattern.compile(pattern).matcher(Page.consuming().text());
    assertThat(matcher.find()).as(pattern).isTrue();
    return Integer.parseInt(matcher.group(1).replace(",", ""));
  }

  @ParameterizedTest
  @MethodSource("topics")
  void shouldSayAboutHowLargeEventsAre(Topic<?> topic, Servers servers) {
    double mean =
        servers.records(topic).stream().mapToInt(r -> r.value().length).average().orElseThrow();
    double documented = documented(topic.valueType().getSimpleName());
    assertThat(mean).isBetween(documented / NEAR, documented * NEAR);
  }

  @Test
  void shouldSayWhatAHostAddsToAnIncident(Servers servers) {
    Incident incident = servers.incidents().get(0);
    int before = servers.bytes("sizing.incidents", incident).length;
    String machineId = UUID.randomUUID().toString().replace("-", "");
    Sighting first = incident.getSightings().get(0);
    Host host = new Host(machineId, "web-00017.example", UUID.randomUUID().toString());
    List<Sighting> sightings = new ArrayList<>(incident.getSightings());
    sightings.add(new Sighting(host, first.getFirst(), first.getLast(), 1L));
    List<String> hosts = new ArrayList<>(incident.getHosts());
    hosts.add(machineId);
    incident.setSightings(sightings);
    incident.setHosts(hosts);
    int added = servers.bytes("sizing.incidents", incident).length - before;
    assertThat(number("(\\d+) more for each host in it")).isCloseTo(added, within(10));
  }

  @Test
  void shouldSayHowLargeAProfileIs(Servers servers) {
    for (ConsumerRecord<String, byte[]> record : servers.records(Topics.PROFILE_PAIRS)) {
      ProfilePairs pairs = servers.read(ProfilePairs.class, record);
      int each = number("some (\\d+) bytes for each pair of calls");
      assertThat(record.value().length / pairs.getPairs().size()).isCloseTo(each, within(1));
    }
  }

  @Test
  void shouldMultiplyRightly() {
    double heartbeats = documented("CollectorStatus") / 5.0;
    double states = documented("ProfileState") / 30.0;
    assertThat(Page.consuming().text())
        .contains(
            text("a host writes %.0f MB of heartbeats a day", heartbeats * SECONDS_A_DAY / MEGA),
            text("an hour's at most (%.1f MB)", heartbeats * 3600 / MEGA),
            text("%.1f MB a day for each program", states * SECONDS_A_DAY / MEGA),
            text("20 such programs are %.1f MB/s", 10_000 * (heartbeats + 20 * states) / MEGA));
  }

  /** The example of the page about sizing, whose bytes are those of the page about consuming. */
  @Test
  void shouldMultiplyTheExampleRightly() {
    Page page = Page.read(Page.ROOT.resolve("docs/sizing.md"));
    Map<String, Double> written = new HashMap<>();
    for (List<String> row : page.rowsBelow("| a day |")) {
      double bytes = number(row, 1) * number(row, 2);
      written.put(row.get(0), bytes);
      assertThat(row.get(3)).isEqualTo(text("%.1f", bytes / MEGA));
    }
    assertThat(written.keySet())
        .containsOnly("heartbeats", "states", "pairs", "new sequences", "anomalies");
    double day = written.values().stream().mapToDouble(bytes -> bytes).sum();
    double slow = day - written.get("heartbeats") * 5 / 6 - written.get("states") * 9 / 10;
    double compacted = written.get("heartbeats") + written.get("states") + written.get("pairs");
    double newest = documented("CollectorStatus") + 100 * (documented("ProfileState") + 5400);
    double kept = 30 * written.get("anomalies") + 7 * written.get("new sequences");
    double disk = compacted / 12 + newest + kept;
    assertThat(page.text())
        .contains(
            text("In all %.1f MB a day", day / MEGA),
            text("With 30 s and 5 min it is %.1f MB", slow / MEGA),
            text("%.1f MB a host and replica", disk / MEGA),
            text("| written | %.1f GB a day", 100 * day / GIGA),
            text("| %.1f GB a day, 564 kB/s |", 1000 * day / GIGA),
            text(", %.0f kB/s |", 1000 * day / SECONDS_A_DAY / 1e3),
            text("| disk, three replicas | %.1f GB |", 3 * 100 * disk / GIGA),
            text("| %.1f GB |\n", 3 * 1000 * disk / GIGA));
  }

  private static double number(List<String> row, int column) {
    return Double.parseDouble(row.get(column).replace(",", ""));
  }

  private static String text(String format, double value) {
    return String.format(Locale.ROOT, format, value);
  }
}
