package dev.phleet.analyzer;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

@Timeout(120)
class MainTest {
  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  private int run(String... args) {
    CommandLine command = Main.commandLine();
    command.setOut(new PrintWriter(out)).setErr(new PrintWriter(err));
    return command.execute(args);
  }

  @Test
  void shouldPrintTheConfigurationItWouldUse() {
    assertThat(run("analyzer", "--check")).isZero();
    assertThat(out.toString()).contains("spread.hosts=2\n").contains("kafka.bootstrap.servers=");
    assertThat(err.toString()).isEmpty();
  }

  @Test
  void shouldRefuseAnUnknownKeyInOneLine(@TempDir Path dir) throws IOException {
    Path file = Files.writeString(dir.resolve("c"), "spread.windw=1m\n");
    assertThat(run("analyzer", "--config", file.toString())).isEqualTo(2);
    assertThat(err.toString().lines())
        .containsExactly(
            "phleet analyzer: Unknown configuration key 'spread.windw'; did you mean"
                + " 'spread.window'?");
  }

  @Test
  void shouldRefuseAValueThatKafkaWouldBeforeItWaitsForAnything(@TempDir Path dir)
      throws IOException {
    Path file = Files.writeString(dir.resolve("c"), "kafka.num.stream.threads=many\n");
    assertThat(run("analyzer", "--check", "--config", file.toString())).isEqualTo(2);
    assertThat(err.toString().lines())
        .containsExactly(
            "phleet analyzer: Kafka refuses a kafka.* key of the configuration: Invalid value many"
                + " for configuration num.stream.threads: Not a number of type INT; correct it or"
                + " leave it out");
    assertThat(out.toString()).isEmpty();
  }

  @Test
  void shouldRefuseToRunWithoutAThread(@TempDir Path dir) throws IOException {
    Path file = Files.writeString(dir.resolve("c"), "kafka.num.stream.threads=0\n");
    assertThat(run("analyzer", "--config", file.toString())).isEqualTo(2);
    assertThat(err.toString().lines())
        .containsExactly(
            "phleet analyzer: kafka.num.stream.threads is 0, so nothing would be read; set 1 or"
                + " more");
  }

  @Test
  void shouldRefuseAnUnknownOptionAndSuggestTheNearest() {
    assertThat(run("analyzer", "--confg", "x")).isEqualTo(2);
    assertThat(err.toString().lines())
        .containsExactly(
            "phleet analyzer: Unknown options: '--confg', 'x': did you mean --config?"
                + " ('phleet analyzer --help' lists what there is)");
  }

  @Test
  void shouldRefuseAnAddressThatCannotBe(@TempDir Path dir) throws IOException {
    Path file = Files.writeString(dir.resolve("c"), "kafka.bootstrap.servers=nowhere\n");
    assertThat(run("analyzer", "--config", file.toString())).isEqualTo(2);
    assertThat(err.toString().lines()).hasSize(1);
    assertThat(err.toString()).startsWith("phleet analyzer: ").contains("nowhere");
  }

  @Test
  void shouldSayThatItWaitsForTheBrokerAndEndOnSigterm(@TempDir Path dir) throws Exception {
    Path file =
        Files.writeString(
            dir.resolve("c"),
            "http.port=0\nkafka.bootstrap.servers=127.0.0.1:1\nstate.dir=" + dir + "/state\n");
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(jvmOptions());
    command.addAll(
        List.of(
            "-cp",
            System.getProperty("java.class.path"),
            Main.class.getName(),
            "analyzer",
            "--config",
            file.toString()));
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    try (BufferedReader lines =
        new BufferedReader(
            new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
      assertThat(lines.readLine()).contains("dashboard at http://127.0.0.1:");
      assertThat(lines.readLine())
          .contains("Waiting for the broker at 127.0.0.1:1: it does not answer yet");
      process.toHandle().destroy();
      assertThat(lines.readLine()).isNull();
      assertThat(process.waitFor()).isEqualTo(143);
    } finally {
      process.destroyForcibly();
    }
  }

  /** The flags that the launcher and the lab start this JVM with. */
  private static List<String> jvmOptions() throws IOException {
    try (InputStream options = Main.class.getResourceAsStream("jvm.options")) {
      assertThat(options).isNotNull();
      return new String(options.readAllBytes(), StandardCharsets.UTF_8)
          .lines()
          .filter(line -> !line.isBlank() && !line.startsWith("#"))
          .toList();
    }
  }
}
