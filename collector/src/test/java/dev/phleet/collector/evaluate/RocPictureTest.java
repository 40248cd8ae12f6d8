package dev.phleet.collector.evaluate;

import static org.assertj.core.api.Assertions.assertThat;

import dev.phleet.collector.detector.Settings;
import dev.phleet.collector.detector.TapedTrace;
import dev.phleet.collector.replay.Trace;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Document;

/** What is in the picture; that it is XML whatever the names are. */
final class RocPictureTest {
  @Test
  void shouldDrawALineForEachScoreOfEachProgramThatHasOne() throws Exception {
    Document picture =
        picture(
            judged("attack", "a<&>\u0007", 9),
            judged("normal", "a<&>\u0007", 1),
            judged("attack", "b", 9));

    // Program a and all together; b has no normal trace.
    assertThat(picture.getElementsByTagName("g").getLength()).isEqualTo(2);
    assertThat(picture.getElementsByTagName("polyline").getLength())
        .isEqualTo(2 * Score.ALL.size());
    assertThat(picture.getDocumentElement().getTextContent())
        .contains("set: a<&>?", "set: (all)", "AUC 1.000  highest LFC", "false positive rate")
        .contains("1 attack traces, 1 normal");
  }

  @Test
  void shouldDrawIncidentsOnlyWhereTheyDiffer() throws Exception {
    Document picture =
        picture(
            judged("attack", "p", 9, "one/1"),
            judged("attack", "p", 0, "one/2"),
            judged("normal", "p", 3));

    assertThat(picture.getDocumentElement().getTextContent())
        .contains("AUC 0.500  highest LFC", "AUC 1.000  highest LFC, by incident");
  }

  @Test
  void shouldBeAPictureWithoutAnyCurve() throws Exception {
    assertThat(picture(judged("normal", "p", 0)).getElementsByTagName("polyline").getLength())
        .isZero();
  }

  private static JudgedTrace judged(String label, String program, int maxLfc) {
    return judged(label, program, maxLfc, label);
  }

  private static JudgedTrace judged(String label, String program, int maxLfc, String id) {
    return new JudgedTrace(
        new Trace(label, program, id), new TapedTrace(100, maxLfc, maxLfc, 0, 0, 0));
  }

  private static Document picture(JudgedTrace... judged) throws Exception {
    String svg =
        new RocPicture(
                Evaluation.of("set", List.of(judged), Alarm.of(Settings.defaults()), Score.ALL))
            .svg();
    return DocumentBuilderFactory.newInstance()
        .newDocumentBuilder()
        .parse(new ByteArrayInputStream(svg.getBytes(StandardCharsets.UTF_8)));
  }
}
