package dev.phleet.collector.evaluate;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * The curves of all evaluations as an SVG picture: a panel for each program of each data set, a
 * line for each score, the same in every panel; solid by trace, dashed by incident where that
 * differs.
 */
public final class RocPicture {
  private static final int SIDE = 220;
  private static final int LEFT = 64;
  private static final int RIGHT = 24;
  private static final int TOP = 40;
  private static final int LEGEND_LINE = 16;
  private static final double WIDEST = 6.5;
  private static final int COLUMNS = 3;
  private static final int TITLE = 48;

  /** Told apart by those who see few colours, and dark enough on white. */
  private static final List<String> COLOURS =
      List.of("#0b5394", "#b45309", "#1b7837", "#762a83", "#b2182b", "#4d4d4d", "#00696b");

  private final List<Evaluation> evaluations;
  private final StringBuilder svg = new StringBuilder(16_384);

  /** Of those that have a curve, in their order. */
  public RocPicture(List<Evaluation> evaluations) {
    this.evaluations = evaluations.stream().filter(RocPicture::hasCurve).toList();
  }

  /** The picture. */
  public String svg() {
    int lines = evaluations.stream().mapToInt(e -> shown(e).size()).max().orElse(1);
    int width = LEFT + SIDE + RIGHT;
    int height = TOP + SIDE + 48 + lines * LEGEND_LINE + 20;
    int columns = Math.max(1, Math.min(COLUMNS, evaluations.size()));
    int rows = Math.max(1, (evaluations.size() + COLUMNS - 1) / COLUMNS);
    svg.setLength(0);
    svg.append(
        ("<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 %1$d %2$d\" width=\"%1$d\""
                + " height=\"%2$d\" font-family=\"system-ui, sans-serif\" font-size=\"12\""
                + " fill=\"#1a1a1a\">\n")
            .formatted(columns * width, TITLE + rows * height));
    svg.append("<rect width=\"100%\" height=\"100%\" fill=\"#ffffff\"/>\n");
    text(LEFT, 22, " font-size=\"16\" font-weight=\"600\"", "Attacks told from normal behaviour");
    text(LEFT, 40, " fill=\"#4d4d4d\"", "each line: every threshold of one score; AUC: area below");
    for (int i = 0; i < evaluations.size(); i++) {
      int x = i % COLUMNS * width;
      int y = TITLE + i / COLUMNS * height;
      svg.append("<g transform=\"translate(%d %d)\">\n".formatted(x, y));
      panel(evaluations.get(i));
      svg.append("</g>\n");
    }
    return svg.append("</svg>\n").toString();
  }

  private void panel(Evaluation evaluation) {
    text(
        LEFT,
        TOP - 10,
        " font-size=\"13\" font-weight=\"600\"",
        evaluation.dataSet() + ": " + evaluation.programOrAll());
    axes();
    List<Evaluation.Curve> curves = shown(evaluation);
    // The first on top; those beneath are wider, so that a curve that is the same can be seen.
    for (int i = curves.size() - 1; i >= 0; i--) {
      line(curves.get(i), colour(evaluation, curves.get(i)), Math.min(2 + 1.5 * i, WIDEST));
    }
    for (int i = 0; i < curves.size(); i++) {
      legend(i, curves.get(i), colour(evaluation, curves.get(i)));
    }
    text(
        LEFT,
        TOP + SIDE + 50 + curves.size() * LEGEND_LINE,
        " font-size=\"11\" fill=\"#4d4d4d\"",
        "%d attack traces, %d normal".formatted(evaluation.attacks(), evaluation.normal()));
  }

  private void axes() {
    svg.append(
        "<rect x=\"%d\" y=\"%d\" width=\"%d\" height=\"%d\" fill=\"none\" stroke=\"#808080\"/>\n"
            .formatted(LEFT, TOP, SIDE, SIDE));
    for (int tick = 0; tick <= 4; tick++) {
      double share = tick / 4.0;
      String label = number(share);
      if (tick > 0 && tick < 4) {
        grid(x(share), y(0), x(share), y(1));
        grid(x(0), y(share), x(1), y(share));
      }
      text(x(share), TOP + SIDE + 14, " font-size=\"10\" text-anchor=\"middle\"", label);
      text(LEFT - 6, y(share) + 3.5, " font-size=\"10\" text-anchor=\"end\"", label);
    }
    svg.append(
        "<line x1=\"%s\" y1=\"%s\" x2=\"%s\" y2=\"%s\" stroke=\"#b0b0b0\" stroke-dasharray=\"2 3\"/>\n"
            .formatted(number(x(0)), number(y(0)), number(x(1)), number(y(1))));
    text(
        LEFT + SIDE / 2.0,
        TOP + SIDE + 30,
        " font-size=\"11\" text-anchor=\"middle\"",
        "false positive rate");
    double middle = TOP + SIDE / 2.0;
    text(
        LEFT - 36,
        middle,
        " font-size=\"11\" text-anchor=\"middle\" transform=\"rotate(-90 %d %s)\""
            .formatted(LEFT - 36, number(middle)),
        "true positive rate");
  }

  private void grid(double x1, double y1, double x2, double y2) {
    svg.append(
        "<line x1=\"%s\" y1=\"%s\" x2=\"%s\" y2=\"%s\" stroke=\"#e6e6e6\"/>\n"
            .formatted(number(x1), number(y1), number(x2), number(y2)));
  }

  private void line(Evaluation.Curve curve, String colour, double width) {
    StringBuilder points = new StringBuilder();
    for (Roc.Point point : curve.roc().points()) {
      points.append(number(x(point.fpr()))).append(',').append(number(y(point.tpr()))).append(' ');
    }
    svg.append(
        "<polyline points=\"%s\" fill=\"none\" stroke=\"%s\" stroke-width=\"%s\"%s><title>%s</title></polyline>\n"
            .formatted(
                points.toString().strip(),
                colour,
                number(width),
                dashes(curve),
                escaped(name(curve))));
  }

  private void legend(int place, Evaluation.Curve curve, String colour) {
    int y = TOP + SIDE + 48 + place * LEGEND_LINE;
    svg.append(
        "<line x1=\"%d\" y1=\"%d\" x2=\"%d\" y2=\"%d\" stroke=\"%s\" stroke-width=\"2\"%s/>\n"
            .formatted(LEFT, y - 4, LEFT + 24, y - 4, colour, dashes(curve)));
    text(
        LEFT + 30,
        y,
        " font-size=\"11\"",
        String.format(Locale.ROOT, "AUC %.3f  %s", curve.roc().area(), name(curve)));
  }

  private static String name(Evaluation.Curve curve) {
    return curve.by().equals("trace") ? curve.score() : curve.score() + ", by " + curve.by();
  }

  private static String dashes(Evaluation.Curve curve) {
    return curve.by().equals("trace") ? "" : " stroke-dasharray=\"6 3\"";
  }

  /** By incident only where it is not the same as by trace. */
  private static List<Evaluation.Curve> shown(Evaluation evaluation) {
    List<Evaluation.Curve> shown = new ArrayList<>();
    for (Evaluation.Curve curve : evaluation.curves()) {
      if (shown.stream().noneMatch(other -> isSame(other, curve))) {
        shown.add(curve);
      }
    }
    return shown;
  }

  private static boolean isSame(Evaluation.Curve one, Evaluation.Curve other) {
    return one.score().equals(other.score()) && one.roc().equals(other.roc());
  }

  private static String colour(Evaluation evaluation, Evaluation.Curve curve) {
    List<String> scores =
        evaluation.curves().stream().map(Evaluation.Curve::score).distinct().toList();
    return COLOURS.get(scores.indexOf(curve.score()) % COLOURS.size());
  }

  private static boolean hasCurve(Evaluation evaluation) {
    return evaluation.curves().stream().anyMatch(curve -> !curve.roc().points().isEmpty());
  }

  private static double x(double share) {
    return LEFT + share * SIDE;
  }

  private static double y(double share) {
    return TOP + (1 - share) * SIDE;
  }

  private void text(double x, double y, String attributes, String text) {
    svg.append(
        "<text x=\"%s\" y=\"%s\"%s>%s</text>\n"
            .formatted(number(x), number(y), attributes, escaped(text)));
  }

  private static String number(double number) {
    String text = String.format(Locale.ROOT, "%.2f", number);
    return text.replaceAll("0+$", "").replaceAll("\\.$", "");
  }

  private static String escaped(String text) {
    return text.replaceAll("\\p{Cntrl}", "?")
        .replace("&", "&amp;")
        .replace("<", "&lt;")
        .replace(">", "&gt;");
  }
}
