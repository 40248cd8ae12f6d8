package dev.phleet.collector.publish;

import dev.phleet.schemas.Topic;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Numbers the events of one run, topic by topic, from 1. An event that is lost uses up its number,
 * so that a consumer sees a gap exactly as wide as the loss.
 */
public final class Sequencer {
  private final Map<String, AtomicLong> last = new ConcurrentHashMap<>();

  /** The next number on a topic. */
  public long next(Topic<?> topic) {
    return of(topic).incrementAndGet();
  }

  /**
   * Uses up numbers for events that were lost before they got one.
   *
   * @param topic where they would have gone
   * @param lost how many
   */
  public void skip(Topic<?> topic, long lost) {
    if (lost < 0) {
      throw new IllegalArgumentException("nothing can be lost " + lost + " times");
    }
    of(topic).addAndGet(lost);
  }

  /** The last number used, by topic without prefix; only topics that have had one. */
  public Map<String, Long> last() {
    Map<String, Long> numbers = new TreeMap<>();
    last.forEach((topic, number) -> numbers.put(topic, number.get()));
    return numbers;
  }

  private AtomicLong of(Topic<?> topic) {
    return last.computeIfAbsent(topic.name(), name -> new AtomicLong());
  }
}
