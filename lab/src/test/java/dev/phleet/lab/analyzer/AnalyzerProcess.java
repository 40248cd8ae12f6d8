package dev.phleet.lab.analyzer;

import dev.phleet.analyzer.Main;
import java.io.IOException;
import java.nio.file.Path;

/** The analyzer's command in a JVM of its own, which a test can kill. */
final class AnalyzerProcess {
  private AnalyzerProcess() {}

  /** Starts it; what it prints goes where this JVM's output goes. */
  static Process start(Path config) throws IOException {
    return new ProcessBuilder(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-cp",
            System.getProperty("java.class.path"),
            Main.class.getName(),
            "analyzer",
            "--config",
            config.toString())
        .inheritIO()
        .start();
  }
}
