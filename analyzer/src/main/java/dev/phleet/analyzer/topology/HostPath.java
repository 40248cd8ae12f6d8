package dev.phleet.analyzer.topology;

import dev.phleet.analyzer.intake.EventCheck;
import dev.phleet.analyzer.intake.StatusCheck;
import dev.phleet.schemas.Topics;
import dev.phleet.schemas.event.CollectorStatus;
import dev.phleet.schemas.event.Incident;
import java.util.function.LongSupplier;
import org.apache.kafka.streams.kstream.KStream;
import org.apache.kafka.streams.kstream.Named;

/**
 * From the heartbeats of all collectors to what is known of each host, and to hosts that have
 * fallen silent.
 *
 * <pre>
 * collectors -> read -> watch
 * </pre>
 */
final class HostPath {
  /** What a heartbeat with its counters takes in memory, as a multiple of half a kilobyte. */
  private static final int HEARTBEAT = 8;

  private final Wiring wiring;
  private final LongSupplier answeredAtMillis;

  HostPath(Wiring wiring, LongSupplier answeredAtMillis) {
    this.wiring = wiring;
    this.answeredAtMillis = answeredAtMillis;
  }

  /** Builds it; returns the incidents. */
  KStream<String, Incident> build() {
    wiring.addStore(StoreNames.HOSTS, HostForms.HOST, host -> HEARTBEAT);
    return wiring
        .read("host", "host-watch", Topics.COLLECTORS, this::rules)
        .process(
            () ->
                new HostProcessor(
                    wiring.settings().silence(), wiring.settings().tick(), answeredAtMillis),
            Named.as("host-watch"),
            StoreNames.HOSTS);
  }

  private RecordReader.Rules<CollectorStatus> rules(LongSupplier clock) {
    StatusCheck check = new StatusCheck(new EventCheck(wiring.settings().ahead(), clock));
    return new RecordReader.Rules<>(
        wiring.topic(Topics.COLLECTORS),
        wiring.serdes().collectorStatus().deserializer(),
        check::check,
        check::checkTombstone);
  }
}
