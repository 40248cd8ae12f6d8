package dev.phleet.lab;

import dev.phleet.lab.child.Child;
import dev.phleet.lab.child.ChildJvm;
import dev.phleet.lab.child.ClassPath;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Properties;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Starts the analyzer. */
public final class AnalyzerStart {
  private static final Pattern DASHBOARD = Pattern.compile("dashboard at (https?://\\S+)");
  private static final int FIRST_LINES = 100;

  private AnalyzerStart() {}

  /**
   * Where its dashboard is, as it says in its log: the system has chosen the port.
   *
   * @param analyzer the running process
   * @return empty while it has not said so
   */
  public static Optional<String> dashboard(Child analyzer) {
    return analyzer.lastLines(FIRST_LINES).stream()
        .map(DASHBOARD::matcher)
        .filter(Matcher::find)
        .map(found -> found.group(1))
        .findFirst();
  }

  /**
   * Starts it; does not wait until it runs.
   *
   * @param files directory for its configuration, state and log
   * @param settings what it is told
   * @return the running process
   * @throws IOException when the process cannot be started
   */
  public static Child start(Path files, FleetSettings settings) throws IOException {
    return start(files, settings.analyzer(files.resolve("state")));
  }

  /**
   * Starts it with a configuration; does not wait until it runs.
   *
   * @param files directory for its configuration and log
   * @param configuration its keys
   * @return the running process
   * @throws IOException when the process cannot be started
   */
  public static Child start(Path files, Properties configuration) throws IOException {
    Path config = files.resolve("analyzer.properties");
    FleetSettings.write(config, configuration);
    return new ChildJvm(
            "analyzer",
            "analyzer",
            ClassPath.of("analyzer"),
            List.of(),
            List.of("dev.phleet.analyzer.Main", "analyzer", "--config", config.toString()),
            false)
        .start(files.resolve("log"));
  }
}
