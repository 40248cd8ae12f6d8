package dev.phleet.collector.status;

import dev.phleet.collector.detector.KernelCounters;
import dev.phleet.collector.event.EventKind;
import dev.phleet.collector.keeping.Upkeep;
import dev.phleet.collector.publish.DeliveryLedger;
import dev.phleet.collector.publish.Draft;
import dev.phleet.collector.publish.EventIntake;
import dev.phleet.collector.publish.EventQueue;
import dev.phleet.collector.publish.PairsDue;
import dev.phleet.collector.publish.Sequencer;
import dev.phleet.schemas.Topics;
import dev.phleet.schemas.event.Loss;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/**
 * Every counter of loss, in one list; and the numbers that events lost in the kernel use up. For
 * one thread.
 */
final class Losses {
  private static final List<String> QUEUED =
      List.of(
          "created",
          "state",
          "anomaly",
          "sequence",
          "refreshed",
          "loaded",
          "gone",
          "pairs",
          "heartbeat");
  private static final List<String> PRODUCED =
      List.of(
          Topics.ANOMALIES.name(),
          Topics.PROFILE_STATES.name(),
          Topics.PROFILE_PAIRS.name(),
          Topics.NEW_SEQUENCES.name(),
          Topics.COLLECTORS.name());

  private final EventIntake intake;
  private final EventQueue queue;
  private final DeliveryLedger ledger;
  private final Sequencer sequencer;
  private final Upkeep upkeep;
  private final PairsDue pairs;
  private final Map<EventKind, Long> numbered = new EnumMap<>(EventKind.class);

  Losses(
      EventIntake intake,
      EventQueue queue,
      DeliveryLedger ledger,
      Sequencer sequencer,
      Upkeep upkeep,
      PairsDue pairs) {
    this.upkeep = upkeep;
    this.intake = intake;
    this.queue = queue;
    this.ledger = ledger;
    this.sequencer = sequencer;
    this.pairs = pairs;
  }

  /** Uses up a number for each event that the kernel has dropped since the last time. */
  void number(KernelCounters counters) {
    counters
        .dropped()
        .forEach(
            (kind, dropped) -> {
              long known = numbered.getOrDefault(kind, 0L);
              if (dropped > known) {
                sequencer.skip(Draft.topicOf(kind), dropped - known);
                numbered.put(kind, dropped);
              }
            });
  }

  /** Every counter, zero or not. */
  List<Loss> all(KernelCounters counters) {
    List<Loss> losses = new ArrayList<>();
    for (EventKind kind : EventKind.values()) {
      losses.add(new Loss("kernel", "ring." + kind.label(), counters.dropped().get(kind)));
    }
    losses.add(new Loss("kernel", "anomalies.held-back", counters.heldBack()));
    losses.add(new Loss("kernel", "tasks.failed", counters.tasksFailed()));
    losses.add(new Loss("kernel", "profiles.full", counters.profilesFull()));
    losses.add(new Loss("kernel", "pairs.full", counters.pairsFull()));
    losses.add(new Loss("kernel", "calls.full", counters.callsFull()));
    losses.add(new Loss("kernel", "contended", counters.contended()));
    losses.add(new Loss("kernel", "traits.full", counters.traitsFull()));
    losses.add(new Loss("kernel", "call-sets.full", counters.callSetsFull()));
    intake
        .rejected()
        .forEach((reason, count) -> losses.add(new Loss("collector", "decode." + reason, count)));
    Map<String, Long> overflow = queue.overflow();
    QUEUED.forEach(
        kind ->
            losses.add(new Loss("collector", "queue." + kind, overflow.getOrDefault(kind, 0L))));
    Upkeep.Now kept = upkeep.now();
    losses.add(new Loss("collector", "profiles.unsaved", kept.saves().failed()));
    losses.add(new Loss("collector", "profiles.unloaded", (long) kept.saves().notLoaded()));
    losses.add(new Loss("collector", "profiles.unshared", kept.aliasesFailed()));
    losses.add(new Loss("collector", "pairs.postponed", pairs.postponed()));
    losses.add(new Loss("collector", "pairs.unreadable", pairs.unreadable()));
    Map<String, Long> failed = ledger.failed();
    PRODUCED.forEach(
        topic -> losses.add(new Loss("producer", topic, failed.getOrDefault(topic, 0L))));
    return losses;
  }
}
