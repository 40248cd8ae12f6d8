package dev.phleet.collector.publish;

import dev.phleet.collector.calls.CallNames;
import dev.phleet.collector.clock.BootClock;
import dev.phleet.collector.context.ContextCache;
import dev.phleet.collector.context.ProcessContext;
import dev.phleet.collector.detector.ProfileRow;
import dev.phleet.collector.event.Counters;
import dev.phleet.collector.event.Created;
import dev.phleet.collector.event.KernelEvent;
import dev.phleet.collector.event.ProcessInfo;
import dev.phleet.collector.event.StateChanged;
import dev.phleet.collector.event.WindowEvent;
import dev.phleet.collector.identity.Executables;
import dev.phleet.schemas.event.Executable;
import dev.phleet.schemas.event.Process;
import dev.phleet.schemas.event.Source;
import dev.phleet.schemas.event.State;
import dev.phleet.schemas.event.StateReason;
import java.time.Instant;
import java.util.Optional;
import org.apache.avro.specific.SpecificRecord;

/** Makes the records of the topics: wall-clock times, names of calls, executable, process. */
public final class EventMapper {
  private final HostIdentity identity;
  private final BootClock clock;
  private final CallNames names;
  private final Executables executables;
  private final ContextCache contexts;
  private final WindowWriter writer;
  private final WindowObjects objects;

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
    this.writer = new WindowWriter(identity, names);
    this.objects = new WindowObjects(identity, names);
  }

  /**
   * The record of a draft; empty when there is nothing to tell any more. May wait for the digest of
   * an executable that is new, see Executables.
   */
  Optional<Outgoing> map(Numbered numbered) {
    if (numbered.draft() instanceof Draft.Pairs pairs) {
      return pairs.reader().apply(pairs.profileKey()).map(read -> pairs(pairs, read));
    }
    return Optional.of(map(numbered.draft(), numbered.sequence()));
  }

  private Outgoing map(Draft draft, long sequence) {
    if (draft instanceof Draft.Observed observed && observed.event() instanceof WindowEvent event) {
      return window(draft, event, sequence);
    }
    Source source = new Source(identity.runId(), sequence);
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

  private Outgoing window(Draft draft, WindowEvent event, long sequence) {
    Executable executable =
        executables.executable(event.header().profileKey(), event.process().pid());
    long time = clock.wallMicros(event.header().time());
    var facts = new WindowFacts(event, sequence, time, executable, context(event));
    String key = facts.isAnomaly() ? hostId() : executable.getId();
    return new Outgoing(draft.topic(), key, new WindowRecord(facts, writer, objects));
  }

  private Outgoing observed(Draft draft, KernelEvent event, Source source) {
    long key = event.header().profileKey();
    Executable executable = executables.executable(key, event.process().pid());
    Instant time = clock.wall(event.header().time());
    State state = EventParts.state(event.counters().state());
    State previous = state;
    StateReason reason = StateReason.CREATED;
    if (event instanceof StateChanged changed) {
      previous = EventParts.state(changed.previous());
      reason = StateReason.valueOf(changed.reason().name());
    }
    Process process = EventParts.process(event.process(), context(event));
    SpecificRecord value =
        profileState(executable, source, time, event.counters(), previous, reason, process);
    return new Outgoing(draft.topic(), profileKey(key), value);
  }

  private Outgoing told(
      Draft draft, ProfileRow profile, StateReason reason, Instant time, Source source) {
    Executable executable = executables.executable(profile.key(), 0);
    Counters counters = profile.counters();
    return new Outgoing(
        draft.topic(),
        profileKey(profile.key()),
        profileState(
            executable, source, time, counters, EventParts.state(counters.state()), reason, null));
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
        EventParts.state(counters.state()),
        previous,
        reason,
        EventParts.counters(counters),
        counters.normalTime() == 0 ? null : clock.wall(counters.normalTime()),
        clock.wall(counters.firstSeen()),
        clock.wall(counters.lastChange()),
        counters.distinctCalls(),
        counters.pairs(),
        counters.ignored(),
        process);
  }

  private ProcessContext context(KernelEvent event) {
    ProcessInfo process = event.process();
    return contexts.of(process.pid(), process.parentPid(), event.header().profileKey());
  }

  private String hostId() {
    return identity.host().getId();
  }

  private String profileKey(long key) {
    return "%s/%016x".formatted(hostId(), key);
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
