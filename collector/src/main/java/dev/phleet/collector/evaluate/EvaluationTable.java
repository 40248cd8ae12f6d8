package dev.phleet.collector.evaluate;

import dev.phleet.collector.shell.Table;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Evaluations as tables for a person. */
public final class EvaluationTable {
  private final List<Evaluation> evaluations;

  /** Of these, in their order. */
  public EvaluationTable(List<Evaluation> evaluations) {
    this.evaluations = evaluations;
  }

  /** Prints what alarms come to, and what scores can do. */
  public void print(PrintWriter out) {
    List<List<String>> decisions = new ArrayList<>();
    List<List<String>> curves = new ArrayList<>();
    for (Evaluation evaluation : evaluations) {
      evaluation.decisions().forEach(decision -> decisions.add(row(evaluation, decision)));
      evaluation.curves().forEach(curve -> curves.add(row(evaluation, curve)));
    }
    new Table(
            List.of(
                "DATA SET",
                "PROGRAM",
                "BY",
                "ALARM AT",
                "ATTACKS",
                "NORMAL",
                "TPR",
                "FPR",
                "TNR",
                "FNR",
                "PRECISION"),
            List.of(false, false, false, false, true, true, true, true, true, true, true))
        .print(decisions, out);
    out.println();
    new Table(
            List.of("DATA SET", "PROGRAM", "BY", "SCORE", "AUC"),
            List.of(false, false, false, false, true))
        .print(curves, out);
  }

  private static List<String> row(Evaluation evaluation, Evaluation.Decision decision) {
    Confusion c = decision.confusion();
    return List.of(
        evaluation.dataSet(),
        evaluation.programOrAll(),
        decision.by(),
        decision.alarm(),
        Long.toString(c.truePositives() + c.falseNegatives()),
        Long.toString(c.falsePositives() + c.trueNegatives()),
        shown(c.tpr()),
        shown(c.fpr()),
        shown(c.tnr()),
        shown(c.fnr()),
        shown(c.precision()));
  }

  private static List<String> row(Evaluation evaluation, Evaluation.Curve curve) {
    return List.of(
        evaluation.dataSet(),
        evaluation.programOrAll(),
        curve.by(),
        curve.score(),
        shown(curve.roc().area()));
  }

  private static String shown(double share) {
    return Double.isNaN(share) ? "-" : String.format(Locale.ROOT, "%.3f", share);
  }
}
