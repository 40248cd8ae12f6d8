package dev.phleet.collector.replay;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.phleet.collector.detector.TapedAnomaly;
import dev.phleet.collector.detector.TapedTrace;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** One row an anomaly, and counts of what was told. */
public final class AnomalyRows implements Verdicts {
  /** How a row looks. */
  public enum Style {
    /** For a person. */
    TEXT,
    /** With a heading. */
    CSV,
    /** An object a row. */
    JSON,
    /** No rows. */
    NONE
  }

  private final Style style;
  private final CallTexts names;
  private final PrintWriter out;
  private long anomalies;
  private long traces;

  /** Prints the heading, where there is one. */
  public AnomalyRows(Style style, CallTexts names, PrintWriter out) {
    this.style = style;
    this.names = names;
    this.out = out;
    if (style == Style.CSV) {
      out.println("label,program,trace,call,lfc,max_lfc,distances,window");
    }
  }

  /** Anomalies so far. */
  public long anomalies() {
    return anomalies;
  }

  /** Traces with anomalies so far. */
  public long traces() {
    return traces;
  }

  @Override
  public void anomaly(Trace trace, TapedAnomaly anomaly) {
    anomalies++;
    switch (style) {
      case TEXT -> out.println(text(trace, anomaly));
      case CSV -> out.println(csv(trace, anomaly));
      case JSON -> out.println(json(trace, anomaly));
      case NONE -> {}
    }
  }

  @Override
  public void tested(Trace trace, TapedTrace outcome) {
    traces += outcome.anomalies() > 0 ? 1 : 0;
  }

  private String text(Trace trace, TapedAnomaly anomaly) {
    List<String> window = new ArrayList<>(names(anomaly));
    for (int distance : anomaly.mismatches()) {
      window.set(distance, window.get(distance) + "*");
    }
    return "%s %s call %d, LFC %d (highest %d): %s"
        .formatted(
            printable(trace.program()),
            printable(trace.id()),
            anomaly.call(),
            anomaly.lfc(),
            anomaly.maxLfc(),
            String.join(" <- ", window));
  }

  private String csv(Trace trace, TapedAnomaly anomaly) {
    return String.join(
        ",",
        quoted(trace.label()),
        quoted(trace.program()),
        quoted(trace.id()),
        Long.toString(anomaly.call()),
        Integer.toString(anomaly.lfc()),
        Integer.toString(anomaly.maxLfc()),
        anomaly.mismatches().stream().map(String::valueOf).collect(Collectors.joining(" ")),
        String.join(" ", names(anomaly)));
  }

  private ObjectNode json(Trace trace, TapedAnomaly anomaly) {
    ObjectNode row = JsonNodeFactory.instance.objectNode();
    row.put("label", trace.label()).put("program", trace.program()).put("trace", trace.id());
    row.put("call", anomaly.call()).put("lfc", anomaly.lfc()).put("maxLfc", anomaly.maxLfc());
    ArrayNode distances = row.putArray("distances");
    anomaly.mismatches().forEach(distances::add);
    ArrayNode window = row.putArray("window");
    names(anomaly).forEach(window::add);
    return row;
  }

  /** Newest first. */
  private List<String> names(TapedAnomaly anomaly) {
    return anomaly.window().stream().map(names::name).toList();
  }

  private static String printable(String text) {
    return text.replaceAll("\\p{Cntrl}", "?");
  }

  /** As RFC 4180 has it. */
  private static String quoted(String text) {
    return text.matches("[^\",\\p{Cntrl}]*") ? text : '"' + text.replace("\"", "\"\"") + '"';
  }
}
