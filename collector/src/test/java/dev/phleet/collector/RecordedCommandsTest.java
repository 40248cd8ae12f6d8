package dev.phleet.collector;

import static dev.phleet.collector.PhleetProcess.phleet;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.phleet.collector.PhleetProcess.Result;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIf;
import org.junit.jupiter.api.io.TempDir;

/** {@code phleet replay} and {@code phleet evaluate}, each in a process of its own. */
final class RecordedCommandsTest {
  /**
   * A program that reads and writes in turn. Of its tested traces: a1 does what is new four times,
   * a2 nothing new, b nothing but what is new, n1 nothing new, n2 something new once, n3 nothing at
   * all.
   */
  private static final String TRACES =
      String.join(
          "\n",
          "train\tcopy\tt\t" + "0 1 ".repeat(50),
          "attack:x\tcopy\ta/1\t0 1 0 1 59 0 1 0",
          "attack:x\tcopy\ta/2\t1 0 1 0",
          "attack:y\tcopy\tb\t57 58 57 58",
          "normal\tcopy\tn1\t0 1 0 1 0",
          "normal\tcopy\tn2\t0 1 0 1 0 1 3",
          "normal\tcopy\tn3\t",
          "normal\tother\tn4\t0 1 0 1");

  @TempDir private Path directory;

  @Test
  @EnabledIf("dev.phleet.collector.detector.Machine#mustLoad")
  void shouldPrintEachAnomalyWithItsWindow() throws IOException, InterruptedException {
    Path file = Files.writeString(directory.resolve("traces"), TRACES);
    Result result = phleet(List.of(), "replay", "--architecture=x86_64", file.toString());

    assertThat(result.code()).isZero();
    assertThat(result.output().lines())
        .startsWith(
            "copy a/1 call 5, LFC 1 (highest 1): execve <- write* <- read* <- write* <- read*",
            "copy a/1 call 6, LFC 2 (highest 2): read <- execve* <- write* <- read* <- write* <- read*")
        .contains(
            "copy b call 2, LFC 1 (highest 1): vfork <- fork*",
            "copy n2 call 7, LFC 1 (highest 1):"
                + " close <- write* <- read* <- write* <- read* <- write* <- read*",
            "found    8 anomalies in 3 traces",
            "left out 1 traces of other, which learned nothing")
        .anyMatch(line -> line.startsWith("learned  1 programs from 1 traces, 100 calls, "));
  }

  @Test
  @EnabledIf("dev.phleet.collector.detector.Machine#mustLoad")
  void shouldPrintCsvAndJson() throws IOException, InterruptedException {
    Path file = Files.writeString(directory.resolve("traces"), TRACES);
    Result csv = phleet(List.of(), "replay", "--architecture=none", "--csv", file.toString());
    Result json = phleet(List.of(), "replay", "--json", file.toString());

    assertThat(csv.output().lines())
        .contains(
            "label,program,trace,call,lfc,max_lfc,distances,window",
            "attack:x,copy,a/1,6,2,2,1 2 3 4 5,0 59 1 0 1 0",
            "normal,copy,n2,7,1,1,1 2 3 4 5 6,3 1 0 1 0 1 0");
    List<JsonNode> rows = json.output().lines().map(RecordedCommandsTest::parse).toList();
    assertThat(rows).hasSize(9);
    assertThat(rows.get(1).path("window")).hasSize(6);
    assertThat(rows.get(1).path("distances").toString()).isEqualTo("[1,2,3,4,5]");
    assertThat(rows.get(8).path("summary").path("anomalies").asInt()).isEqualTo(8);
    assertThat(rows.get(8).path("summary").path("leftOut").path("other").asInt()).isEqualTo(1);
  }

  @Test
  @EnabledIf("dev.phleet.collector.detector.Machine#mustLoad")
  void shouldEvaluateADirectoryOfDataSets() throws IOException, InterruptedException {
    Files.writeString(directory.resolve("known.txt"), TRACES);
    Files.writeString(directory.resolve("notes.md"), "no traces");
    Path svg = directory.resolve("roc.svg");
    Result table = phleet(List.of(), "evaluate", "--svg=" + svg, directory.toString());
    Result json = phleet(List.of(), "evaluate", "--json", directory.toString());

    assertThat(table.code()).isZero();
    assertThat(table.output().lines())
        .contains(
            row(
                "trace     any anomaly            3       3  0.667  0.333  0.667  0.333      0.667"),
            row(
                "trace     LFC over 12            3       3  0.000  0.000  1.000  1.000          -"),
            row(
                "incident  any anomaly            2       3  1.000  0.333  0.667  0.000      0.667"),
            // 4, 0, 3 against 0, 1, 0: (3 + 1 + 3) of 9 pairs.
            "known   copy     trace           0.778            0.778                0.556         0.722  0.778",
            "known   copy     incident        1.000            1.000                0.667         0.917  1.000");
    assertThat(svg).content().startsWith("<svg ").contains("known: copy");
    JsonNode set = parse(json.output()).path("dataSets").path(0);
    assertThat(set.path("leftOutTraces").asInt()).isEqualTo(1);
    assertThat(set.path("programs").path(0).path("decisions").path(1).path("precision").isNull())
        .isTrue();
  }

  @Test
  void shouldSayInOneLineWhatIsWrong() throws IOException, InterruptedException {
    Path wrong = Files.writeString(directory.resolve("wrong.txt"), "train\tp\tt\t0\nx\ty\tz\t0 q");

    requireComplaint(
        "phleet replay: --architecture=vax is not known: it is one of x86_64, i386, x32, aarch64,"
            + " arm, none",
        "replay",
        "--architecture=vax",
        wrong.toString());
    requireComplaint(
        "phleet replay: detector.anomaly-limit has no effect here: what is tested stays normal, and"
            + " nothing is sent; leave it out",
        "replay",
        "--set=detector.anomaly-limit=3",
        wrong.toString());
  }

  @Test
  @EnabledIf("dev.phleet.collector.detector.Machine#mustLoad")
  void shouldNameFileAndLineOfWrongInput() throws IOException, InterruptedException {
    Path wrong = Files.writeString(directory.resolve("wrong.txt"), "train\tp\tt\t0\nx\tp\tz\t0 q");
    String place = wrong + ", line 2: 'q' is no call of x86_64: is it of another --architecture?";

    requireComplaint(
        "phleet replay: " + place, "replay", "--architecture=x86_64", wrong.toString());
    Files.writeString(wrong, "train\tp\tt\t0\nx\tp\tz\t0");
    requireComplaint(
        "phleet evaluate: "
            + wrong
            + ": trace z is labelled 'x': a label is train, normal or attack:<family>",
        "evaluate",
        directory.toString());
    requireComplaint(
        "phleet evaluate: " + directory.resolve("none") + ": is no directory that can be read",
        "evaluate",
        directory.resolve("none").toString());
  }

  @Test
  @EnabledIf("dev.phleet.collector.detector.Machine#mustLoad")
  void shouldTellAnotherUserToBecomeRoot() throws IOException, InterruptedException {
    Result result =
        phleet(
            List.of(
                "setpriv",
                "--reuid=65534",
                "--clear-groups",
                "--inh-caps=-all,+dac_read_search",
                "--ambient-caps=-all,+dac_read_search"),
            "replay",
            directory.resolve("any").toString());

    assertThat(result.code()).isEqualTo(2);
    assertThat(result.output())
        .startsWith("phleet replay: user 65534 may not load BPF programs (lacks CAP_BPF,")
        .endsWith("run it as root: sudo ./phleet replay ...\n")
        .hasLineCount(1);
  }

  private static void requireComplaint(String complaint, String... arguments)
      throws IOException, InterruptedException {
    assertThat(phleet(List.of(), arguments)).isEqualTo(new Result(2, complaint + "\n"));
  }

  private static String row(String rest) {
    return "known     copy     " + rest;
  }

  private static JsonNode parse(String line) {
    try {
      return new ObjectMapper().readTree(line);
    } catch (IOException broken) {
      throw new IllegalStateException(line, broken);
    }
  }
}
