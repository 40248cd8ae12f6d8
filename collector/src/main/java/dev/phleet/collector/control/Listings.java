package dev.phleet.collector.control;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.phleet.collector.detector.Detector;
import dev.phleet.collector.detector.ProfileRow;
import dev.phleet.collector.detector.TaskRow;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** What {@code ps} lists: processes, threads, or profiles. */
final class Listings {
  private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

  private final Detector detector;
  private final Trees trees;

  Listings(Detector detector, Trees trees) {
    this.detector = detector;
    this.trees = trees;
  }

  JsonNode list(String what) {
    return switch (what) {
      case "processes" -> processes();
      case "threads" -> threads();
      case "profiles" -> profiles();
      default -> throw new RefusedException("ps lists processes, threads or profiles, not " + what);
    };
  }

  private ArrayNode processes() {
    Map<Integer, TaskRow> leaders = new TreeMap<>();
    Map<Integer, Integer> threads = new HashMap<>();
    for (TaskRow task : detector.tasks()) {
      threads.merge(task.pid(), 1, Integer::sum);
      // The thread that the process began with may be gone.
      leaders.merge(task.pid(), task, (a, b) -> b.tid() == b.pid() ? b : a);
    }
    ArrayNode rows = NODES.arrayNode();
    Map<Long, ProfileRow> profiles = byKey();
    for (TaskRow leader : leaders.values()) {
      ObjectNode row = NODES.objectNode().put("pid", leader.pid()).put("comm", leader.comm());
      row.put("threads", threads.get(leader.pid()));
      add(rows, row, profiles.get(leader.profileKey()));
    }
    return rows;
  }

  private ArrayNode threads() {
    ArrayNode rows = NODES.arrayNode();
    Map<Long, ProfileRow> profiles = byKey();
    detector.tasks().stream()
        .sorted(Comparator.comparingInt(TaskRow::pid).thenComparingInt(TaskRow::tid))
        .forEach(
            task -> {
              ObjectNode row = NODES.objectNode().put("pid", task.pid()).put("tid", task.tid());
              row.put("comm", task.comm()).put("threadCalls", task.calls());
              row.put("lfc", task.lfc()).put("maxLfc", task.maxLfc());
              row.put("score", task.score()).put("callSetDistance", task.setDistance());
              row.put("missingGrams", task.gramMisses());
              add(rows, row, profiles.get(task.profileKey()));
            });
    return rows;
  }

  private ArrayNode profiles() {
    ArrayNode rows = NODES.arrayNode();
    detector.profiles().stream()
        .sorted(Comparator.comparingLong(ProfileRow::key))
        .forEach(profile -> add(rows, NODES.objectNode(), profile));
    return rows;
  }

  private Map<Long, ProfileRow> byKey() {
    Map<Long, ProfileRow> profiles = new HashMap<>();
    List<ProfileRow> rows = detector.profiles();
    rows.forEach(row -> profiles.put(row.key(), row));
    return profiles;
  }

  /** A task without a profile (there was no room for one) is watched in name only: not listed. */
  private void add(ArrayNode rows, ObjectNode row, ProfileRow profile) {
    if (profile != null) {
      rows.add(trees.profile(row, profile));
    }
  }
}
