package dev.phleet.analyzer.topology;

import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.kafka.streams.processor.PunctuationType;
import org.apache.kafka.streams.processor.api.ProcessingContext;

/**
 * When and how the tasks of a stream thread commit.
 *
 * <p>What a thread holds back is written when the first of its tasks commits. Kafka Streams commits
 * the tasks of a thread in one transaction but empties their caches one after the other, and waits
 * after each until the broker has everything: with thirty tasks thirty times. Like this it waits
 * once.
 *
 * <p>An anomaly passes three transactions on its way to an incident. What should not wait for the
 * commit interval asks for a commit ({@link #want}), and gets it as soon as commits have not taken
 * more than a fifth of the thread's time. While old records are read nobody gets one: then what
 * matters is how many records a second.
 */
final class WriteBack {
  private static final Duration LOOK = Duration.ofMillis(20);

  /** Time between commits, as a multiple of what the last one took. */
  private static final int PAUSE = 4;

  /** What is older waited to be read. */
  private static final long FRESH_MILLIS = 10_000;

  /** Small entries that the stores of all threads hold decoded, half a kilobyte each: 50 MB. */
  private static final int ROOM = 100_000;

  private static final class Worker {
    private final SecondChance room;
    private final Set<HeldBack> held = new LinkedHashSet<>();
    private boolean committing;
    private long beganNanos;
    private long earliestNanos = System.nanoTime();
    private boolean wanted;

    Worker(int entries) {
      room = new SecondChance(entries);
    }

    void commit() {
      if (!committing) {
        committing = true;
        wanted = false;
        beganNanos = System.nanoTime();
      }
      // A copy: a failure while writing may close stores.
      new ArrayList<>(held).forEach(HeldBack::write);
    }

    void look(ProcessingContext context) {
      if (committing) {
        // The first look after a commit.
        committing = false;
        long now = System.nanoTime();
        earliestNanos = now + PAUSE * (now - beganNanos);
      }
      if (wanted && System.nanoTime() - earliestNanos >= 0) {
        wanted = false;
        context.commit();
      }
    }
  }

  private final int threads;
  private final Map<Thread, Worker> workers = new ConcurrentHashMap<>();

  /** For so many threads, which share the memory. */
  WriteBack(int threads) {
    this.threads = threads;
  }

  private Worker worker() {
    return workers.computeIfAbsent(Thread.currentThread(), thread -> new Worker(ROOM / threads));
  }

  /**
   * Adds what the current thread has begun to hold back.
   *
   * @return the room of the thread's stores
   */
  SecondChance join(HeldBack one) {
    leave(one);
    worker().held.add(one);
    return worker().room;
  }

  /** Takes out what is closed or goes to another task. */
  void leave(HeldBack one) {
    worker().held.remove(one);
  }

  /** Writes and sends what the current thread holds back. */
  void write() {
    worker().commit();
  }

  /** Has a task look now and then whether a commit that is wanted is due. */
  void watch(ProcessingContext context) {
    context.schedule(LOOK, PunctuationType.WALL_CLOCK_TIME, now -> worker().look(context));
  }

  /**
   * What was just forwarded is waited for further on.
   *
   * @param arrivedMillis when what led to it arrived, by the clock of who sent it
   */
  void want(ProcessingContext context, long arrivedMillis) {
    if (context.currentSystemTimeMs() - arrivedMillis < FRESH_MILLIS) {
      worker().wanted = true;
    }
  }
}
