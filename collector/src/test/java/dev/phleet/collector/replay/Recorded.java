package dev.phleet.collector.replay;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** A stage that only writes down what is played, by trace. */
final class Recorded implements Stage {
  private final Map<String, List<String>> traces = new HashMap<>();
  private final List<Trace> order = new ArrayList<>();
  private final CallTexts names = CallTexts.of("x86_64").orElseThrow();

  /** What a trace did: names of calls; {@code (...)} for what is no call. */
  List<String> of(String id) {
    return traces.getOrDefault(id, List.of());
  }

  /** All traces in the order in which they began. */
  List<Trace> order() {
    return order;
  }

  @Override
  public boolean wants(String label) {
    return true;
  }

  @Override
  public int begin(Trace trace) {
    order.add(trace);
    traces.put(trace.id(), new ArrayList<>());
    return order.size() - 1;
  }

  @Override
  public int fork(int parent, Trace trace) {
    int child = begin(trace);
    note(child, "(child of " + order.get(parent).id() + ")");
    return child;
  }

  @Override
  public void call(int process, int code) {
    note(process, names.name(code));
  }

  @Override
  public void signal(int process) {
    note(process, "(handler)");
  }

  @Override
  public void end(int process) {
    note(process, "(end)");
  }

  private void note(int process, String what) {
    traces.get(order.get(process).id()).add(what);
  }
}
