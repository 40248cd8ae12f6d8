package dev.phleet.collector.evaluate;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;

/** Evaluations as one JSON object; a figure that there is none of is null. */
public final class EvaluationJson {
  private EvaluationJson() {}

  /** Data sets with what was played, and the evaluations of each. */
  public static ObjectNode of(List<DataSet> dataSets, List<Evaluation> evaluations) {
    ObjectNode root = JsonNodeFactory.instance.objectNode();
    ArrayNode array = root.putArray("dataSets");
    for (DataSet set : dataSets) {
      ObjectNode node = array.addObject().put("name", set.name());
      node.put("trainTraces", set.trained().traces()).put("trainCalls", set.trained().calls());
      node.put("testTraces", set.tested().traces()).put("testCalls", set.tested().calls());
      node.put("leftOutTraces", set.leftOut());
      ArrayNode programs = node.putArray("programs");
      evaluations.stream()
          .filter(evaluation -> evaluation.dataSet().equals(set.name()))
          .forEach(evaluation -> programs.add(node(evaluation)));
    }
    return root;
  }

  private static ObjectNode node(Evaluation evaluation) {
    ObjectNode node = JsonNodeFactory.instance.objectNode();
    node.put("program", evaluation.program().isEmpty() ? null : evaluation.program());
    node.put("attacks", evaluation.attacks()).put("normal", evaluation.normal());
    ArrayNode decisions = node.putArray("decisions");
    evaluation.decisions().forEach(decision -> decisions.add(node(decision)));
    ArrayNode curves = node.putArray("scores");
    evaluation.curves().forEach(curve -> curves.add(node(curve)));
    return node;
  }

  private static ObjectNode node(Evaluation.Decision decision) {
    Confusion c = decision.confusion();
    ObjectNode node = JsonNodeFactory.instance.objectNode();
    node.put("by", decision.by()).put("alarm", decision.alarm());
    node.put("truePositives", c.truePositives()).put("falsePositives", c.falsePositives());
    node.put("trueNegatives", c.trueNegatives()).put("falseNegatives", c.falseNegatives());
    put(node, "tpr", c.tpr());
    put(node, "fpr", c.fpr());
    put(node, "tnr", c.tnr());
    put(node, "fnr", c.fnr());
    put(node, "precision", c.precision());
    return node;
  }

  private static ObjectNode node(Evaluation.Curve curve) {
    ObjectNode node = JsonNodeFactory.instance.objectNode();
    node.put("by", curve.by()).put("score", curve.score());
    put(node, "auc", curve.roc().area());
    ArrayNode points = node.putArray("roc");
    curve.roc().points().forEach(point -> points.addArray().add(point.fpr()).add(point.tpr()));
    return node;
  }

  private static void put(ObjectNode node, String field, double figure) {
    if (Double.isNaN(figure)) {
      node.putNull(field);
    } else {
      node.put(field, figure);
    }
  }
}
