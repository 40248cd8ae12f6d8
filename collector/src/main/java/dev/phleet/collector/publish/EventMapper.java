package dev.phleet.collector.publish;

import dev.phleet.collector.calls.CallNames;
import dev.phleet.collector.clock.BootClock;
import dev.phleet.collector.context.Container;
import dev.phleet.collector.context.ContextCache;
import dev.phleet.collector.context.ProcessContext;
import dev.phleet.collector.detector.ProfileRow;
import dev.phleet.collector.event.Counters;
import dev.phleet.collector.event.Created;
import dev.phleet.collector.event.EventKind;
import dev.phleet.collector.event.KernelEvent;
import dev.phleet.collector.event.ProcessInfo;
import dev.phleet.collector.event.ProfileState;
import dev.phleet.collector.event.StateChanged;
import dev.phleet.collector.event.WindowEvent;
import dev.phleet.collector.identity.Executables;
import dev.phleet.schemas.event.Anomaly;
import dev.phleet.schemas.event.Call;
import dev.phleet.schemas.event.Executable;
import dev.phleet.schemas.event.NewSequence;
import dev.phleet.schemas.event.Process;
import dev.phleet.schemas.event.ProfileCounters;
import dev.phleet.schemas.event.Source;
import dev.phleet.schemas.event.State;
import dev.phleet.schemas.event.StateReason;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.avro.specific.SpecificRecord;

/** Makes the records of the topics: wall-clock times, names of calls, executable, process. */
public final class EventMapper {
  private final HostIdentity identity;
  private final BootClock clock;
  private final CallNames names;
  private final Executables executables;
  private final ContextCache contexts;

  /** With everything that an event is enriched from. */
  public EventMapper(
      HostIdentity identity,
      BootClock clock,
      CallNames names,
      Executables executables,
      ContextCache contexts) {
    this.identity = identity;
    this.clock = clock;
    this.names = names;
    this.executables = executables;
    this.contexts = contexts;
  }

  /**
   * The record of a draft; empty when there is nothing to tell any more. May wait for the digest of
   * an executable that is new, see Executables.
   */
  Optional<Outgoing> map(Numbered numbered) {
    if (numbered.draft() instanceof Draft.Pairs pairs) {
      return pairs.reader().apply(pairs.profileKey()).map(read -> pairs(pairs, read));
    }
    return Optional.of(map(numbered.draft(), new Source(identity.runId(), numbered.sequence())));
  }

  private Outgoing map(Draft draft, Source source) {
    if (draft instanceof Draft.Observed observed) {
      return observed(draft, observed.event(), source);
    } else if (draft instanceof Draft.Refreshed refreshed) {
      return told(draft, refreshed.profile(), StateReason.REFRESHED, refreshed.time(), source);
    } else if (draft instanceof Draft.Loaded loaded) {
      return told(draft, loaded.profile(), StateReason.LOADED, loaded.time(), source);
    } else if (draft instanceof Draft.Gone gone) {
      return new Outgoing(draft.topic(), profileKey(gone.profileKey()), null);
    } else if (draft instanceof Draft.Heartbeat heartbeat) {
      heartbeat.status().setSource(source);
      return new Outgoing(draft.topic(), hostId(), heartbeat.status());
    }
    throw new IllegalStateException("no such draft: " + draft);
  }

  private Outgoing observed(Draft draft, KernelEvent event, Source source) {
    long key = event.header().profileKey();
    Executable executable = executables.executable(key, event.process().pid());
    Instant time = clock.wall(event.header().time());
    if (event instanceof WindowEvent window) {
      if (event.header().kind() == EventKind.ANOMALY) {
        return new Outgoing(draft.topic(), hostId(), anomaly(window, executable, source, time));
      }
      return new Outgoing(
          draft.topic(), executable.getId(), sequence(window, executable, source, time));
    }
    State state = state(event.counters().state());
    State previous = state;
    StateReason reason = StateReason.CREATED;
    if (event instanceof StateChanged changed) {
      previous = state(changed.previous());
      reason = StateReason.valueOf(changed.reason().name());
    }
    SpecificRecord value =
        profileState(executable, source, time, event.counters(), previous, reason, process(event));
    return new Outgoing(draft.topic(), profileKey(key), value);
  }

  private Outgoing told(
      Draft draft, ProfileRow profile, StateReason reason, Instant time, Source source) {
    Executable executable = executables.executable(profile.key(), 0);
    Counters counters = profile.counters();
    return new Outgoing(
        draft.topic(),
        profileKey(profile.key()),
        profileState(executable, source, time, counters, state(counters.state()), reason, null));
  }

  private Outgoing pairs(Draft.Pairs draft, Draft.PairsRead read) {
    SpecificRecord value =
        PairsRecord.of(
            read.image(),
            identity,
            names,
            executables.executable(draft.profileKey(), 0),
            new Source(identity.runId(), read.sequence()),
            clock.now());
    return new Outgoing(draft.topic(), profileKey(draft.profileKey()), value);
  }

  private Anomaly anomaly(WindowEvent event, Executable executable, Source source, Instant time) {
    return new Anomaly(
        identity.host(),
        source,
        time,
        executable,
        process(event),
        identity.architecture(),
        window(event),
        event.missingDistances(),
        event.lfc(),
        event.maxLfc(),
        state(event.counters().state()),
        counters(event.counters()),
        event.heldBack(),
        event.score().raisedByPairs(),
        event.score().raisedByScore(),
        event.score().score(),
        event.score().gramMissing(),
        (long) event.score().gramMisses(),
        event.score().setDistance());
  }

  private NewSequence sequence(
      WindowEvent event, Executable executable, Source source, Instant time) {
    return new NewSequence(
        identity.host(),
        source,
        time,
        executable,
        process(event),
        identity.architecture(),
        window(event),
        event.missingDistances(),
        state(event.counters().state()),
        counters(event.counters()));
  }

  private SpecificRecord profileState(
      Executable executable,
      Source source,
      Instant time,
      Counters counters,
      State previous,
      StateReason reason,
      Process process) {
    return new dev.phleet.schemas.event.ProfileState(
        identity.host(),
        source,
        time,
        executable,
        identity.architecture(),
        state(counters.state()),
        previous,
        reason,
        counters(counters),
        counters.normalTime() == 0 ? null : clock.wall(counters.normalTime()),
        clock.wall(counters.firstSeen()),
        clock.wall(counters.lastChange()),
        counters.distinctCalls(),
        counters.pairs(),
        counters.ignored(),
        process);
  }

  private Process process(KernelEvent event) {
    ProcessInfo process = event.process();
    ProcessContext context =
        contexts.of(process.pid(), process.parentPid(), event.header().profileKey());
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

  private List<Call> window(WindowEvent event) {
    List<Call> window = new ArrayList<>(event.calls().size());
    for (int code : event.calls()) {
      window.add(names.call(code));
    }
    return window;
  }

  private String hostId() {
    return identity.host().getId();
  }

  private String profileKey(long key) {
    return "%s/%016x".formatted(hostId(), key);
  }

  private static ProfileCounters counters(Counters counters) {
    return new ProfileCounters(
        counters.calls(),
        counters.trainCount(),
        counters.lastModCount(),
        counters.sequences(),
        counters.anomalies());
  }

  private static State state(ProfileState state) {
    return State.valueOf(state.name());
  }

  /** Notes what a new profile's executable is, before anything of it is published. */
  void learn(KernelEvent event) {
    if (event instanceof Created created) {
      // A path without its beginning is no path.
      String file = created.pathTruncated() ? "" : created.path();
      String path = created.script().isEmpty() ? file : created.script();
      executables.learn(created.header().profileKey(), path, created.process().pid());
    }
  }
}
