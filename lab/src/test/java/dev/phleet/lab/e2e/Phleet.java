package dev.phleet.lab.e2e;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/** A command of phleet in a process of its own, as an administrator would start it. */
final class Phleet {
  private Phleet() {}

  /** How it ended and what it said. */
  record Said(int code, String out, String err) {}

  static Process start(String... arguments) throws IOException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of("-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1"));
    command.addAll(List.of("-cp", System.getProperty("java.class.path")));
    command.add("dev.phleet.collector.Main");
    command.addAll(List.of(arguments));
    return new ProcessBuilder(command).redirectInput(new File("/dev/null")).start();
  }

  static Said run(String... arguments) throws Exception {
    Process process = start(arguments);
    CompletableFuture<String> err = CompletableFuture.supplyAsync(() -> text(process));
    String out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    return new Said(process.waitFor(), out, err.get());
  }

  private static String text(Process process) {
    try {
      return new String(process.getErrorStream().readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException gone) {
      return gone.toString();
    }
  }
}
