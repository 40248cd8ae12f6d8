package dev.phleet.collector.evaluate;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * The figures of one program of a data set, or of all of its programs together.
 *
 * @param dataSet name of the data set
 * @param program the program; empty: all of them together, each against its own profile
 * @param attacks traces that should alarm
 * @param normal traces that should not
 * @param decisions by trace and by incident, at the thresholds
 * @param curves by trace and by incident, over all thresholds
 */
public record Evaluation(
    String dataSet,
    String program,
    long attacks,
    long normal,
    List<Decision> decisions,
    List<Curve> curves) {

  /**
   * What an alarm came to.
   *
   * @param by {@code trace} or {@code incident}
   * @param alarm when there is one
   */
  public record Decision(String by, String alarm, Confusion confusion) {}

  /**
   * What a score can do.
   *
   * @param by {@code trace} or {@code incident}
   * @param score its name
   */
  public record Curve(String by, String score, Roc roc) {}

  /** Each program of a data set by name, then, when there are several, all of them together. */
  public static List<Evaluation> of(
      String dataSet, List<JudgedTrace> judged, List<Alarm> alarms, List<Score> scores) {
    Map<String, List<JudgedTrace>> programs = new TreeMap<>();
    for (JudgedTrace trace : judged) {
      programs.computeIfAbsent(trace.trace().program(), first -> new ArrayList<>()).add(trace);
    }
    List<Evaluation> evaluations = new ArrayList<>();
    programs.forEach(
        (program, traces) -> evaluations.add(one(dataSet, program, traces, alarms, scores)));
    if (programs.size() > 1) {
      evaluations.add(one(dataSet, "", judged, alarms, scores));
    }
    return evaluations;
  }

  /** Name of the program as it is printed. */
  public String programOrAll() {
    return program.isEmpty() ? "(all)" : program;
  }

  /**
   * Whether there are fewer incidents than attacks: otherwise both ways to count come to the same.
   */
  public boolean hasIncidentsOfSeveralTraces() {
    return decisions.stream()
        .filter(decision -> decision.by().equals("incident"))
        .map(Decision::confusion)
        .anyMatch(c -> c.truePositives() + c.falseNegatives() < attacks);
  }

  private static Evaluation one(
      String dataSet,
      String program,
      List<JudgedTrace> judged,
      List<Alarm> alarms,
      List<Score> scores) {
    List<Decision> decisions = new ArrayList<>();
    List<Curve> curves = new ArrayList<>();
    Map<String, List<Case>> cases =
        Map.of("trace", Case.traces(judged), "incident", Case.incidents(judged));
    for (String by : List.of("trace", "incident")) {
      for (Alarm alarm : alarms) {
        Confusion confusion = Confusion.of(cases.get(by), alarm.test());
        decisions.add(new Decision(by, alarm.name(), confusion));
      }
      for (Score score : scores) {
        curves.add(new Curve(by, score.name(), Roc.of(cases.get(by), score::of)));
      }
    }
    long attacks = judged.stream().filter(JudgedTrace::isAttack).count();
    return new Evaluation(dataSet, program, attacks, judged.size() - attacks, decisions, curves);
  }
}
