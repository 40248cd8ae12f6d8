package dev.phleet.collector.control;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.phleet.collector.detector.Detector;
import dev.phleet.collector.detector.KernelCounters;
import dev.phleet.collector.detector.ProfileRow;
import dev.phleet.collector.detector.TaskRow;
import dev.phleet.collector.event.EventKind;
import dev.phleet.collector.event.ProfileState;
import dev.phleet.collector.keeping.SaveFigures;
import dev.phleet.collector.keeping.Upkeep;
import dev.phleet.collector.status.Version;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** What {@code admin status} says of the whole. */
final class Overview {
  private final Subject subject;
  private final Instant since;

  Overview(Subject subject) {
    this.subject = subject;
    since = subject.clock().now();
  }

  ObjectNode tree() {
    Detector detector = subject.detector();
    ObjectNode tree = JsonNodeFactory.instance.objectNode();
    tree.put("version", Version.text());
    tree.put("pid", ProcessHandle.current().pid());
    tree.put("hostId", subject.hostId());
    tree.put("since", Trees.micros(since));
    tree.put("monitoring", detector.settings().monitoring());
    tree.put("scope", subject.scope());
    List<TaskRow> tasks = detector.tasks();
    tree.put("processes", tasks.stream().map(TaskRow::pid).distinct().count());
    tree.put("threads", tasks.size());
    profiles(tree.putObject("profiles"), detector.profiles());
    KernelCounters counters = detector.counters();
    kinds(tree.putObject("events"), counters.sent());
    kinds(tree.putObject("dropped"), counters.dropped());
    tree.put("heldBack", counters.heldBack());
    tree.put("tasksFailed", counters.tasksFailed());
    tree.put("profilesFull", counters.profilesFull());
    tree.put("pairsFull", counters.pairsFull());
    tree.put("callsFull", counters.callsFull());
    tree.put("contended", counters.contended());
    tree.put("traitsFull", counters.traitsFull());
    tree.put("callSetsFull", counters.callSetsFull());
    upkeep(tree, subject.upkeep().get());
    return tree;
  }

  private static void upkeep(ObjectNode tree, Upkeep.Now now) {
    SaveFigures.Now saves = now.saves();
    ObjectNode saved = tree.putObject("saves");
    saved.put("written", saves.written());
    saved.put("failed", saves.failed());
    saved.put("unchanged", saves.unchanged());
    saved.put("last", saves.lastAt().map(Trees::micros).orElse(null));
    saved.put("lastMillis", saves.lastTook().toMillis());
    saved.put("notLoaded", saves.notLoaded());
    saved.put("setAside", saves.setAside());
    ObjectNode aliases = tree.putObject("aliases");
    aliases.put("made", now.aliasesMade());
    aliases.put("failed", now.aliasesFailed());
    aliases.put("waiting", now.slotsWaiting());
    tree.put("ignoredByRule", now.ignored());
  }

  private static void profiles(ObjectNode tree, List<ProfileRow> profiles) {
    for (ProfileState state : ProfileState.values()) {
      long count = profiles.stream().filter(p -> p.counters().state() == state).count();
      tree.put(name(state), count);
    }
    tree.put("ignored", profiles.stream().filter(p -> p.counters().ignored()).count());
  }

  private static void kinds(ObjectNode tree, Map<EventKind, Long> counts) {
    for (EventKind kind : EventKind.values()) {
      tree.put(name(kind), counts.get(kind));
    }
  }

  private static String name(Enum<?> constant) {
    return constant.name().toLowerCase(Locale.ROOT);
  }
}
