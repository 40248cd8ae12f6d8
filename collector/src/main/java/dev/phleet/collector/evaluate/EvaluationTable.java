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

  /**
   * Prints what alarms come to, and the area under the curve of each score; by incident only where
   * an incident has several traces.
   */
  public void print(PrintWriter out) {
    printDecisions(out);
    out.println();
    printAreas(out);
  }

  private void printDecisions(PrintWriter out) {
    List<List<String>> rows = new ArrayList<>();
    for (Evaluation evaluation : evaluations) {
      evaluation.decisions().stream()
          .filter(decision -> isShown(evaluation, decision.by()))
          .forEach(decision -> rows.add(row(evaluation, decision)));
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
        .print(rows, out);
  }

  private void printAreas(PrintWriter out) {
    List<String> scores =
        evaluations.stream()
            .flatMap(evaluation -> evaluation.curves().stream())
            .map(Evaluation.Curve::score)
            .distinct()
            .toList();
    List<String> titles = new ArrayList<>(List.of("AUC OF", "PROGRAM", "BY"));
    List<Boolean> numbers = new ArrayList<>(List.of(false, false, false));
    scores.forEach(
        score -> {
          titles.add(score.toUpperCase(Locale.ROOT));
          numbers.add(true);
        });
    List<List<String>> rows = new ArrayList<>();
    for (Evaluation evaluation : evaluations) {
      evaluation.curves().stream()
          .map(Evaluation.Curve::by)
          .distinct()
          .filter(by -> isShown(evaluation, by))
          .forEach(by -> rows.add(areas(evaluation, by)));
    }
    new Table(titles, numbers).print(rows, out);
  }

  private static boolean isShown(Evaluation evaluation, String by) {
    return by.equals("trace") || evaluation.hasIncidentsOfSeveralTraces();
  }

  private static List<String> areas(Evaluation evaluation, String by) {
    List<String> row =
        new ArrayList<>(List.of(evaluation.dataSet(), evaluation.programOrAll(), by));
    evaluation.curves().stream()
        .filter(curve -> curve.by().equals(by))
        .forEach(curve -> row.add(shown(curve.roc().area())));
    return row;
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

  private static String shown(double share) {
    return Double.isNaN(share) ? "-" : String.format(Locale.ROOT, "%.3f", share);
  }
}
