package dev.phleet.collector.event;

/** One event of the kernel side. */
public sealed interface KernelEvent extends Decoded permits Created, StateChanged, WindowEvent {
  /** What every event starts with. */
  EventHeader header();

  /** The thread in which it happened. */
  ProcessInfo process();

  /** The profile's counters when it happened. */
  Counters counters();
}
