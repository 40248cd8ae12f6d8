package dev.phleet.collector.status;

import dev.phleet.collector.publish.EventQueue;

/**
 * Gives memory back to the host after the start and after a burst. The heap shrinks only when all
 * of it is collected, which in a quiet collector does not come to pass by itself. For one thread.
 */
final class Slimming {
  private static final long WORTH_IT = 2L << 20;

  private final EventQueue queue;
  private final Runtime runtime = Runtime.getRuntime();
  private long slim;

  Slimming(EventQueue queue) {
    this.queue = queue;
  }

  /** Collects everything if the heap has grown since the last time and no burst is under way. */
  void look() {
    if (!queue.isCrowded() && runtime.totalMemory() - slim > WORTH_IT) {
      System.gc();
      slim = runtime.totalMemory();
    }
  }
}
