package dev.phleet.collector.publish;

import dev.phleet.collector.event.Decoded;
import dev.phleet.collector.event.EventDecoder;
import dev.phleet.collector.event.KernelEvent;
import dev.phleet.collector.event.Rejected;
import dev.phleet.collector.libbpf.RingReader.RecordHandler;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.atomic.LongAdder;

/** Where records of the kernel come in: decoded, or counted by reason, and put into the queue. */
public final class EventIntake implements RecordHandler {
  /** Events that are handed over together; while they gather here nobody publishes. */
  private static final int AT_ONCE = 1024;

  private final EventMapper mapper;
  private final EventQueue queue;
  private final Sequencer sequencer;
  private final PairsDue pairs;
  private final List<KernelEvent> gathered = new ArrayList<>(AT_ONCE);
  private final Map<Rejected.Reason, LongAdder> rejected = new EnumMap<>(Rejected.Reason.class);

  /** In front of a queue; {@code pairs} hears of every event, too. */
  public EventIntake(EventMapper mapper, EventQueue queue, Sequencer sequencer, PairsDue pairs) {
    this.mapper = mapper;
    this.queue = queue;
    this.sequencer = sequencer;
    this.pairs = pairs;
    for (Rejected.Reason reason : Rejected.Reason.values()) {
      rejected.put(reason, new LongAdder());
    }
  }

  @Override
  public void accept(ByteBuffer bytes) {
    Decoded decoded = EventDecoder.decode(bytes);
    if (decoded instanceof KernelEvent event) {
      mapper.learn(event);
      gathered.add(event);
      if (gathered.size() == AT_ONCE) {
        drained();
      }
    } else if (decoded instanceof Rejected no) {
      rejected.get(no.reason()).increment();
      // In its place among the others' numbers.
      drained();
      no.kind().ifPresent(kind -> sequencer.skip(Draft.topicOf(kind), 1));
    }
  }

  /** Hands over what was gathered, so that the publisher is woken once for all of it. */
  @Override
  public void drained() {
    queue.offerObserved(gathered);
    for (KernelEvent event : gathered) {
      pairs.heard(event);
    }
    gathered.clear();
  }

  /** Records that were no events, by reason. */
  public Map<String, Long> rejected() {
    Map<String, Long> counts = new TreeMap<>();
    rejected.forEach((reason, count) -> counts.put(reason.label(), count.sum()));
    return counts;
  }
}
