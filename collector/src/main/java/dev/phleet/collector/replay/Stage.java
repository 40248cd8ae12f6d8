package dev.phleet.collector.replay;

/**
 * Where a recording is played: it takes processes and their calls in the order of the recording.
 */
public interface Stage {
  /** A process that this stage has no use for; calls of it are ignored. */
  int NONE = -1;

  /** Whether traces with that label are of use here; others need not be read in full. */
  boolean wants(String label);

  /**
   * A process starts a program.
   *
   * @return by which it is referred to until its end; {@link #NONE} when it is of no use
   */
  int begin(Trace trace);

  /**
   * A process makes another, which goes on as it does.
   *
   * @return by which the child is referred to until its end
   */
  int fork(int parent, Trace trace);

  /** A process makes a call: 1 + (table << 10 | number). */
  void call(int process, int code);

  /** A signal handler starts in a process. */
  void signal(int process);

  /** A process ends, or its program. */
  void end(int process);
}
