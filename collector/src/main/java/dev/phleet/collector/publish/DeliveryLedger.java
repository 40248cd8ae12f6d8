package dev.phleet.collector.publish;

import dev.phleet.schemas.Topic;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.LongAdder;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What became of the records: sent, acknowledged, failed; and whether the broker is there. Says so
 * in one line when it goes and in one when it comes back.
 */
public final class DeliveryLedger {
  private static final Logger LOG = LoggerFactory.getLogger(DeliveryLedger.class);

  /** A record that waits longer than this for its acknowledgement means that the broker is away. */
  private static final long PATIENCE_NANOS = 5_000_000_000L;

  private final Map<String, LongAdder> acknowledged = new ConcurrentHashMap<>();
  private final Map<String, LongAdder> failed = new ConcurrentHashMap<>();

  /** Records handed to the producer. */
  private final LongAdder handed = new LongAdder();

  /** Records of those that the producer is done with, one way or the other. */
  private final LongAdder settled = new LongAdder();

  /** Of {@link #settled}, as the last check saw it. */
  private long lastSettled;

  /**
   * Since when something waits and nothing was heard, by System.nanoTime(); 0 while nothing waits.
   */
  private final AtomicLong waitingSince = new AtomicLong();

  private volatile boolean reachable;
  private volatile boolean toldAway;

  /** A record was handed to the producer. */
  void sent() {
    handed.increment();
  }

  /** The broker has acknowledged a record. */
  void acknowledged(Topic<?> topic) {
    settled.increment();
    counter(acknowledged, topic).increment();
    reachable = true;
    if (toldAway) {
      toldAway = false;
      LOG.info("Kafka is back: events are delivered again");
    }
  }

  /** A record is lost. */
  void failed(Topic<?> topic, Exception reason) {
    settled.increment();
    LongAdder count = counter(failed, topic);
    if (count.sum() == 0) {
      // Once a topic: the rest is in the counters.
      LOG.error("Kafka does not take a record for topic {}: {}", topic.name(), reason.toString());
    }
    count.increment();
    reachable = false;
  }

  /** The producer did not take a record that was sent; it will be tried again. */
  void returned() {
    settled.increment();
  }

  /** Records that were never delivered when the time to stop was over. */
  void abandoned(Topic<?> topic) {
    counter(failed, topic).increment();
  }

  /** The broker or the registry does not answer; said aloud once it has lasted for a while. */
  void away(String reason) {
    reachable = false;
    waitingSince.compareAndSet(0, System.nanoTime());
    if (!toldAway && System.nanoTime() - waitingSince.get() > PATIENCE_NANOS) {
      toldAway = true;
      LOG.warn("Kafka is away, events are held and detection goes on: {}", reason);
    }
  }

  /**
   * Looks whether records wait and nothing was heard for too long; to be called now and then, by
   * one thread.
   */
  void check() {
    long now = settled.sum();
    if (inFlight() == 0) {
      waitingSince.set(0);
    } else if (now != lastSettled) {
      waitingSince.set(System.nanoTime());
    } else {
      waitingSince.compareAndSet(0, System.nanoTime());
    }
    lastSettled = now;
    long since = waitingSince.get();
    if (since != 0 && System.nanoTime() - since > PATIENCE_NANOS) {
      away("no acknowledgement for " + PATIENCE_NANOS / 1_000_000_000L + " s");
    }
  }

  /** Records handed to the producer and not acknowledged yet. */
  public long inFlight() {
    // In this order: what is handed over in between counts as waiting, and nothing counts twice.
    long done = settled.sum();
    return handed.sum() - done;
  }

  /** Whether the last thing heard from the broker was an acknowledgement and not a failure. */
  public boolean isReachable() {
    return reachable;
  }

  /** Records acknowledged, by topic without prefix. */
  public Map<String, Long> acknowledged() {
    return sums(acknowledged);
  }

  /** Records lost by the producer, by topic without prefix. */
  public Map<String, Long> failed() {
    return sums(failed);
  }

  private static LongAdder counter(Map<String, LongAdder> counts, Topic<?> topic) {
    LongAdder known = counts.get(topic.name());
    return known == null ? counts.computeIfAbsent(topic.name(), name -> new LongAdder()) : known;
  }

  private static Map<String, Long> sums(Map<String, LongAdder> counts) {
    Map<String, Long> sums = new TreeMap<>();
    counts.forEach((topic, count) -> sums.put(topic, count.sum()));
    return sums;
  }
}
