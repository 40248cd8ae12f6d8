package dev.phleet.collector.evaluate;

import dev.phleet.collector.detector.TapedTrace;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.function.ToDoubleFunction;

/**
 * What is decided upon as one: a trace, or an incident of several.
 *
 * @param isAttack whether it should alarm
 * @param traces of which it consists; at least one
 */
record Case(boolean isAttack, List<TapedTrace> traces) {
  /** Each trace on its own. */
  static List<Case> traces(List<JudgedTrace> judged) {
    return judged.stream().map(t -> new Case(t.isAttack(), List.of(t.outcome()))).toList();
  }

  /** Traces of one incident together. */
  static List<Case> incidents(List<JudgedTrace> judged) {
    Map<String, List<JudgedTrace>> incidents = new LinkedHashMap<>();
    for (JudgedTrace trace : judged) {
      String key = trace.trace().program() + '\t' + trace.incident();
      incidents.computeIfAbsent(key, first -> new ArrayList<>()).add(trace);
    }
    return incidents.values().stream()
        .map(
            all -> new Case(all.get(0).isAttack(), all.stream().map(JudgedTrace::outcome).toList()))
        .toList();
  }

  /** It alarms when one of its traces does. */
  boolean alarms(Predicate<TapedTrace> test) {
    return traces.stream().anyMatch(test);
  }

  /** Its score is the highest of its traces. */
  double score(ToDoubleFunction<TapedTrace> score) {
    return traces.stream().mapToDouble(score).max().orElseThrow();
  }
}
