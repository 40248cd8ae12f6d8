package dev.phleet.analyzer.topology;

import dev.phleet.analyzer.count.Counted;
import dev.phleet.analyzer.count.Tally;
import java.util.EnumMap;
import java.util.Map;
import java.util.TreeMap;
import org.apache.kafka.common.MetricName;
import org.apache.kafka.common.metrics.Sensor;
import org.apache.kafka.common.metrics.stats.CumulativeSum;
import org.apache.kafka.streams.processor.api.ProcessingContext;

/** Counts as metrics of the streams client: group phleet-analyzer, one for each task. */
final class MetricsTally implements Tally {
  /** Group of all metrics of the analyzer. */
  static final String GROUP = "phleet-analyzer";

  private final ProcessingContext context;
  private final Map<Counted, Sensor> sensors = new EnumMap<>(Counted.class);

  MetricsTally(ProcessingContext context) {
    this.context = context;
  }

  @Override
  public void add(Counted what, long amount) {
    if (amount > 0) {
      sensors
          .computeIfAbsent(what, w -> sensor(context, w.metric(), Map.of()))
          .record((double) amount);
    }
  }

  /** A sum named {@code name}-total with the task's id and further tags. */
  static Sensor sensor(ProcessingContext context, String name, Map<String, String> tags) {
    Map<String, String> all = new TreeMap<>(tags);
    all.put("task-id", context.taskId().toString());
    Sensor sensor =
        context.metrics().addSensor(GROUP + "-" + name + "-" + all, Sensor.RecordingLevel.INFO);
    sensor.add(
        new MetricName(name + "-total", GROUP, "How many since the start", all),
        new CumulativeSum());
    return sensor;
  }
}
