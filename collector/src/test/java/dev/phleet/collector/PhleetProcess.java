package dev.phleet.collector;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** A command of phleet in a process of its own. */
final class PhleetProcess {
  private PhleetProcess() {}

  /** How it ended and what it said, on standard output and standard error together. */
  record Result(int code, String output) {}

  /**
   * Starts it.
   *
   * @param wrapper a command that runs another, or nothing
   * @param arguments from the command's name on
   */
  static Process start(List<String> wrapper, String... arguments) throws IOException {
    List<String> command = new ArrayList<>(wrapper);
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of("-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC"));
    // As the launcher starts it: newer JDKs warn of native code otherwise.
    command.add("--enable-native-access=ALL-UNNAMED");
    command.addAll(List.of("-cp", System.getProperty("java.class.path"), Main.class.getName()));
    command.addAll(List.of(arguments));
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    process.getOutputStream().close();
    return process;
  }

  /** Runs it to its end. */
  static Result phleet(List<String> wrapper, String... arguments)
      throws IOException, InterruptedException {
    Process process = start(wrapper, arguments);
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
    return new Result(process.exitValue(), output);
  }
}
