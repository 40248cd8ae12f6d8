package dev.phleet.collector.evaluate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.phleet.collector.detector.Settings;
import dev.phleet.collector.detector.TapedTrace;
import dev.phleet.collector.replay.Trace;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Figures of a few traces, all known by hand. */
final class EvaluationTest {
  private static final List<JudgedTrace> JUDGED =
      List.of(
          judged("attack:x", "p", "one/1", 100, 50, 13),
          judged("attack:x", "p", "one/2", 100, 0, 0),
          judged("attack:y", "p", "one/3", 100, 2, 2),
          judged("normal", "p", "n1", 100, 0, 0),
          judged("normal", "p", "n2", 0, 0, 0),
          judged("normal", "p", "n3", 100, 40, 12),
          judged("normal", "p", "n4", 100, 1, 1),
          judged("attack", "q", "z", 100, 0, 0));

  private final List<Evaluation> evaluations =
      Evaluation.of("set", JUDGED, Alarm.of(Settings.defaults()), Score.ALL);

  @Test
  void shouldJudgeEachProgramThenAllOfThem() {
    assertThat(evaluations).extracting(Evaluation::programOrAll).containsExactly("p", "q", "(all)");
    assertThat(evaluations).extracting(Evaluation::attacks).containsExactly(3L, 1L, 4L);
    assertThat(evaluations).extracting(Evaluation::normal).containsExactly(4L, 0L, 4L);
  }

  @Test
  void shouldCountTracesAndIncidents() {
    assertThat(evaluations.get(0).decisions())
        .extracting(Evaluation.Decision::by, Evaluation.Decision::alarm, d -> d.confusion())
        .containsExactly(
            tuple("trace", "any anomaly", new Confusion(2, 2, 2, 1)),
            tuple("trace", "LFC over 12", new Confusion(1, 0, 4, 2)),
            tuple("trace", "score over 2500", new Confusion(1, 0, 4, 2)),
            // Two incidents: one of family x, one of family y.
            tuple("incident", "any anomaly", new Confusion(2, 2, 2, 0)),
            tuple("incident", "LFC over 12", new Confusion(1, 0, 4, 1)),
            tuple("incident", "score over 2500", new Confusion(1, 0, 4, 1)));
  }

  @Test
  void shouldKnowTheRates() {
    Confusion confusion = new Confusion(3, 1, 4, 1);

    assertThat(confusion.tpr()).isEqualTo(0.75);
    assertThat(confusion.fnr()).isEqualTo(0.25);
    assertThat(confusion.fpr()).isEqualTo(0.2);
    assertThat(confusion.tnr()).isEqualTo(0.8);
    assertThat(confusion.precision()).isEqualTo(0.75);
    assertThat(new Confusion(0, 0, 1, 1).precision()).isNaN();
  }

  @Test
  void shouldScoreAnIncidentByItsHighestTrace() {
    // By trace, LFC: 13, 0, 2 against 0, 0, 12, 1: 4 + (2 * 0.5) + 3 of 12 pairs.
    // By incident: 13, 2 against the same: 4 + 3 of 8.
    assertThat(evaluations.get(0).curves())
        .extracting(Evaluation.Curve::by, Evaluation.Curve::score, c -> c.roc().area())
        .containsExactly(
            tuple("trace", "highest LFC", 8.0 / 12),
            tuple("trace", "anomalies/calls", 8.0 / 12),
            tuple("trace", "missing grams/calls", 8.0 / 12),
            tuple("trace", "set distance", 8.0 / 12),
            tuple("trace", "score", 8.0 / 12),
            tuple("incident", "highest LFC", 7.0 / 8),
            tuple("incident", "anomalies/calls", 7.0 / 8),
            tuple("incident", "missing grams/calls", 7.0 / 8),
            tuple("incident", "set distance", 7.0 / 8),
            tuple("incident", "score", 7.0 / 8));
  }

  @Test
  void shouldPrintADashWhereThereIsNoFigure() {
    StringWriter text = new StringWriter();
    new EvaluationTable(evaluations).print(new PrintWriter(text, true));

    assertThat(text.toString().lines())
        .contains(
            "set       p        trace     LFC over 12            3       4  0.333  0.000  1.000"
                + "  0.667      1.000",
            "set       q        trace     any anomaly            1       0  0.000      -      -"
                + "  1.000          -",
            "set       q        trace     highest LFC              -",
            "set       p        incident  anomalies/calls      0.875");
  }

  private static JudgedTrace judged(
      String label, String program, String id, long calls, long anomalies, int maxLfc) {
    return new JudgedTrace(
        new Trace(label, program, id),
        new TapedTrace(calls, anomalies, maxLfc, 2 * anomalies, 200 * maxLfc, 50 * maxLfc));
  }
}
