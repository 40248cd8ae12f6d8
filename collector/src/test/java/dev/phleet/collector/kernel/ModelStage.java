package dev.phleet.collector.kernel;

import dev.phleet.collector.model.ModelDetector;
import dev.phleet.collector.model.ModelSettings;
import dev.phleet.collector.model.Outcome;
import dev.phleet.collector.replay.Stage;
import dev.phleet.collector.replay.Trace;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A recording through the model: first what trains, then, after {@link #test()}, the rest. */
final class ModelStage implements Stage {
  private final ModelDetector model =
      new ModelDetector(ModelSettings.defaults().withLimits(Integer.MAX_VALUE, 128));
  private final Map<String, Long> keys = new LinkedHashMap<>();
  private final List<Trace> traces = new ArrayList<>();
  private final List<Sight> anomalies = new ArrayList<>();
  private boolean training = true;
  private long now;

  /** From here on what does not train. */
  void test() {
    keys.values().forEach(model::normalize);
    training = false;
  }

  List<Sight> anomalies() {
    return anomalies;
  }

  @Override
  public boolean wants(String label) {
    return label.equals(Trace.TRAIN) == training;
  }

  @Override
  public int begin(Trace trace) {
    if (!wants(trace.label())) {
      return NONE;
    }
    traces.add(trace);
    long key = keys.computeIfAbsent(trace.program(), first -> 1L + keys.size());
    model.exec(traces.size(), key);
    return traces.size();
  }

  @Override
  public int fork(int parent, Trace trace) {
    if (parent == NONE) {
      return NONE;
    }
    traces.add(trace);
    model.fork(parent, traces.size());
    return traces.size();
  }

  @Override
  public void call(int process, int code) {
    if (process == NONE) {
      return;
    }
    List<Outcome> outcomes =
        code == Sys.RT_SIGRETURN.code()
            ? model.signalReturn(process, code, ++now)
            : model.call(process, code, ++now);
    for (Outcome outcome : outcomes) {
      if (outcome instanceof Outcome.Anomaly anomaly) {
        anomalies.add(
            new Sight(
                anomaly.window().stream().filter(call -> call != 0).toList(),
                List.copyOf(anomaly.distances()),
                anomaly.lfc(),
                anomaly.maxLfc()));
      }
    }
  }

  @Override
  public void signal(int process) {
    if (process != NONE) {
      model.signal(process);
    }
  }

  @Override
  public void end(int process) {
    if (process != NONE) {
      model.exit(process);
    }
  }
}
