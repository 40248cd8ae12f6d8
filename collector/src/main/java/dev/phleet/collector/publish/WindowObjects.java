package dev.phleet.collector.publish;

import static dev.phleet.collector.publish.EventParts.counters;
import static dev.phleet.collector.publish.EventParts.process;
import static dev.phleet.collector.publish.EventParts.state;

import dev.phleet.collector.calls.CallNames;
import dev.phleet.collector.event.TaskScore;
import dev.phleet.collector.event.WindowEvent;
import dev.phleet.schemas.event.Anomaly;
import dev.phleet.schemas.event.Call;
import dev.phleet.schemas.event.NewSequence;
import dev.phleet.schemas.event.Source;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import org.apache.avro.specific.SpecificRecordBase;

/** Anomalies and new sequences as objects of the generated classes. */
final class WindowObjects {
  private final HostIdentity identity;
  private final CallNames names;

  WindowObjects(HostIdentity identity, CallNames names) {
    this.identity = identity;
    this.names = names;
  }

  SpecificRecordBase of(WindowFacts facts) {
    return facts.isAnomaly() ? anomaly(facts) : sequence(facts);
  }

  private Anomaly anomaly(WindowFacts facts) {
    WindowEvent event = facts.event();
    TaskScore score = event.score();
    return new Anomaly(
        identity.host(),
        source(facts),
        time(facts),
        facts.executable(),
        process(event.process(), facts.context()),
        identity.architecture(),
        window(event),
        event.missingDistances(),
        event.lfc(),
        event.maxLfc(),
        state(event.counters().state()),
        counters(event.counters()),
        event.heldBack(),
        score.raisedByPairs(),
        score.raisedByScore(),
        score.score(),
        score.gramMissing(),
        (long) score.gramMisses(),
        score.setDistance());
  }

  private NewSequence sequence(WindowFacts facts) {
    WindowEvent event = facts.event();
    return new NewSequence(
        identity.host(),
        source(facts),
        time(facts),
        facts.executable(),
        process(event.process(), facts.context()),
        identity.architecture(),
        window(event),
        event.missingDistances(),
        state(event.counters().state()),
        counters(event.counters()));
  }

  private Source source(WindowFacts facts) {
    return new Source(identity.runId(), facts.sequence());
  }

  private static Instant time(WindowFacts facts) {
    return Instant.EPOCH.plus(facts.time(), ChronoUnit.MICROS);
  }

  private List<Call> window(WindowEvent event) {
    return event.calls().stream().map(names::call).toList();
  }
}
