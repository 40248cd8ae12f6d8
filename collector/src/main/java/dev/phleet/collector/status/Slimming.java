package dev.phleet.collector.status;

import dev.phleet.collector.libbpf.NativeHeap;
import dev.phleet.collector.publish.EventQueue;
import java.util.function.BooleanSupplier;
import java.util.function.LongSupplier;

/**
 * Gives memory back to the host after the start and after a burst. The heap shrinks only when all
 * of it is collected, which in a quiet collector does not come to pass by itself. For one thread.
 */
final class Slimming {
  private static final long WORTH_IT = 2L << 20;

  private final BooleanSupplier busy;
  private final LongSupplier heap;
  private final Runnable collection;
  private long slim;

  /** Of this JVM's heap; not while the queue is crowded. */
  Slimming(EventQueue queue) {
    this(queue::isCrowded, Runtime.getRuntime()::totalMemory, Slimming::collect);
  }

  /**
   * Of any heap.
   *
   * @param busy whether a burst is under way
   * @param heap its size, bytes
   * @param collection collects all of it
   */
  Slimming(BooleanSupplier busy, LongSupplier heap, Runnable collection) {
    this.busy = busy;
    this.heap = heap;
    this.collection = collection;
  }

  /** What the compiler took while the code became warm lies in the C library's heap. */
  private static void collect() {
    System.gc();
    NativeHeap.trim();
  }

  /** Collects everything if the heap has grown since the last time and no burst is under way. */
  void look() {
    if (!busy.getAsBoolean() && heap.getAsLong() - slim > WORTH_IT) {
      collection.run();
      slim = heap.getAsLong();
    }
  }
}
