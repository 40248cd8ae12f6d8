package dev.phleet.collector.publish;

import dev.phleet.collector.context.Container;
import dev.phleet.collector.context.ProcessContext;
import dev.phleet.collector.event.Counters;
import dev.phleet.collector.event.ProcessInfo;
import dev.phleet.collector.event.ProfileState;
import dev.phleet.schemas.event.Process;
import dev.phleet.schemas.event.ProfileCounters;
import dev.phleet.schemas.event.State;

/** The parts that records of several topics have in common. */
final class EventParts {
  private EventParts() {}

  static Process process(ProcessInfo process, ProcessContext context) {
    return new Process(
        process.pid(),
        process.tid(),
        process.parentPid(),
        process.uid(),
        process.comm(),
        process.cgroup(),
        context.container().map(Container::id).orElse(null),
        context.script().orElse(null),
        context.ancestry(),
        context.container().map(Container::hint).orElse(null));
  }

  static ProfileCounters counters(Counters counters) {
    return new ProfileCounters(
        counters.calls(),
        counters.trainCount(),
        counters.lastModCount(),
        counters.sequences(),
        counters.anomalies());
  }

  static State state(ProfileState state) {
    return switch (state) {
      case TRAINING -> State.TRAINING;
      case FROZEN -> State.FROZEN;
      case NORMAL -> State.NORMAL;
    };
  }
}
