package dev.phleet.lab.launcher;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The launcher script, as far as it goes without a build. */
class LauncherTest {
  private static final Path SCRIPT = Path.of("..", "phleet").toAbsolutePath().normalize();

  @TempDir Path elsewhere;

  @Test
  void shouldSuggestTheNearestCommandOnStandardErrorOnly() throws Exception {
    assertThat(run(SCRIPT, "colector"))
        .isEqualTo(
            new Result(
                2,
                "",
                "phleet: unknown command 'colector'; did you mean 'collector'?"
                    + " 'phleet help' lists the commands\n"));
  }

  @Test
  void shouldSuggestNothingForAWordThatIsNearToNoCommand() throws Exception {
    Result result = run(SCRIPT, "xyzzy");
    assertThat(result.code()).isEqualTo(2);
    assertThat(result.error())
        .isEqualTo("phleet: unknown command 'xyzzy'; 'phleet help' lists the commands\n");
  }

  @Test
  void shouldSayHowTheClassPathIsUsedWithoutBuildingAnything() throws Exception {
    Result result = run(SCRIPT, "help", "classpath");
    assertThat(result.code()).isEqualTo(2);
    assertThat(result.output()).isEmpty();
    assertThat(result.error())
        .isEqualTo(
            "phleet: classpath takes no options; it prints one line:"
                + " java -cp \"$(./phleet classpath)\" FILE.java\n");
  }

  @Test
  void shouldTellItsVersionFromAnyDirectoryAndThroughALink() throws Exception {
    Path link = Files.createSymbolicLink(elsewhere.resolve("a link"), SCRIPT);
    Result result = run(link, "--version");
    assertThat(result.code()).isZero();
    assertThat(result.output()).matches("phleet \\d+\\.\\d+\\.\\d+(-SNAPSHOT)?\n");
  }

  @Test
  void shouldHelpOnStandardOutputWhenAskedAndOnStandardErrorWhenNot() throws Exception {
    Result asked = run(SCRIPT, "help");
    assertThat(asked.code()).isZero();
    assertThat(asked.output()).startsWith("Usage: phleet COMMAND");
    assertThat(run(SCRIPT)).isEqualTo(new Result(2, "", asked.output()));
  }

  private Result run(Path script, String... arguments) throws IOException, InterruptedException {
    List<String> line = new ArrayList<>(List.of(script.toString()));
    line.addAll(List.of(arguments));
    Path error = elsewhere.resolve("error");
    Process process =
        new ProcessBuilder(line)
            .directory(elsewhere.toFile())
            .redirectError(error.toFile())
            .start();
    process.getOutputStream().close();
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    return new Result(process.waitFor(), output, Files.readString(error));
  }

  private record Result(int code, String output, String error) {}
}
