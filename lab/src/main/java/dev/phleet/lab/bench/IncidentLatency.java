package dev.phleet.lab.bench;

import dev.phleet.lab.feed.Arrival;
import dev.phleet.lab.feed.TopicFeed;
import dev.phleet.lab.simulation.FleetWriter;
import dev.phleet.lab.simulation.SimulatedFleet;
import dev.phleet.lab.simulation.SimulatedRecord;
import dev.phleet.schemas.event.Anomaly;
import dev.phleet.schemas.event.Evidence;
import dev.phleet.schemas.event.Incident;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * From an event to its incident: among a steady stream of anomalies, now and then the same new
 * surprise on several hosts at once. The clock runs from the event's own time to the moment at
 * which a consumer of the topic has the incident in hand.
 */
final class IncidentLatency {
  private static final Duration STEP = Duration.ofMillis(10);
  private static final Duration PATIENCE = Duration.ofSeconds(20);

  /** Hosts of an outbreak. */
  static final int HOSTS = 3;

  private final SimulatedFleet fleet;
  private final FleetWriter writer;
  private final TopicFeed feed;
  private final Map<String, Instant> waiting = new HashMap<>();
  private final List<Double> millis = new ArrayList<>();

  IncidentLatency(SimulatedFleet fleet, FleetWriter writer, TopicFeed feed) {
    this.fleet = fleet;
    this.writer = writer;
    this.feed = feed;
  }

  /**
   * Measures.
   *
   * @param rate anomalies a second besides
   * @param outbreaks how many incidents, ten a second
   * @return milliseconds, ascending; shorter than {@code outbreaks} when some did not come
   */
  double[] measure(int rate, int outbreaks) {
    long began = System.nanoTime();
    long noise = 0;
    int started = 0;
    while (started < outbreaks || (!waiting.isEmpty() && since(began) < end(outbreaks))) {
      double now = since(began);
      for (; noise < now * rate && started < outbreaks; noise++) {
        writer.accept(fleet.anomaly(Instant.now()));
      }
      if (started < outbreaks && started < now * 10) {
        breakOut(started++);
      }
      feed.poll(STEP).forEach(this::arrived);
    }
    double[] sorted = millis.stream().mapToDouble(Double::doubleValue).toArray();
    Arrays.sort(sorted);
    return sorted;
  }

  private static double end(int outbreaks) {
    return outbreaks / 10.0 + PATIENCE.toSeconds();
  }

  private static double since(long began) {
    return (System.nanoTime() - began) / 1e9;
  }

  private void breakOut(int number) {
    Instant now = Instant.now();
    List<SimulatedRecord> records = fleet.outbreak(number, HOSTS, now);
    records.forEach(writer);
    records.forEach(record -> waiting.put(name((Anomaly) record.value()), now));
  }

  private void arrived(Arrival arrival) {
    Instant now = Instant.now();
    for (Evidence evidence :
        arrival.as(Incident.class).map(Incident::getEvidence).orElse(List.of())) {
      Instant happened = waiting.remove(name(evidence.getHostId(), evidence.getSequence()));
      if (happened != null) {
        millis.add(Duration.between(happened, now).toNanos() / 1e6);
      }
    }
  }

  private static String name(Anomaly anomaly) {
    return name(anomaly.getHost().getId(), anomaly.getSource().getSequence());
  }

  private static String name(String hostId, long sequence) {
    return hostId + "/" + sequence;
  }
}
