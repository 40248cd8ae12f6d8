package dev.phleet.collector;

import dev.phleet.collector.config.ConfigException;
import dev.phleet.collector.config.DetectorConstants;
import dev.phleet.collector.detector.Settings;
import dev.phleet.collector.layout.BtfFormatException;
import dev.phleet.collector.layout.LayoutMismatchException;
import dev.phleet.collector.libbpf.LibbpfException;
import dev.phleet.collector.preflight.Facts;
import dev.phleet.collector.preflight.Preflight;
import dev.phleet.collector.replay.BadRecordingException;
import dev.phleet.collector.replay.CallTexts;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;

/** What commands that play recordings have in common. */
final class ReplayOptions {
  private static final int CANNOT = 2;

  /** What would change a profile while others are tested, or is about events. */
  private static final Set<String> MEANINGLESS =
      Set.of(
          "detector.normal-wait",
          "detector.normal-factor",
          "detector.anomaly-limit",
          "detector.batch",
          "detector.new-sequences",
          "detector.anomaly-burst",
          "detector.anomaly-rate");

  @Option(
      names = "--architecture",
      paramLabel = "NAME",
      description =
          "Whose numbers and names the calls are: x86_64, i386, x32, aarch64, arm, or none for"
              + " numbers without names; default: this machine's.")
  private String architecture;

  @Option(
      names = "--set",
      paramLabel = "KEY=VALUE",
      description =
          "A constant of the detector, such as detector.window-length=6. May be repeated.")
  private Map<String, String> changes = new TreeMap<>();

  /** What a command does. */
  @FunctionalInterface
  interface Action {
    void run(PrintWriter out) throws IOException;
  }

  /** The constants as they are set; those that a replay would not heed are refused. */
  Settings settings() {
    for (String key : changes.keySet()) {
      if (MEANINGLESS.contains(DetectorConstants.fullKey(key))) {
        throw new ConfigException(
            DetectorConstants.fullKey(key)
                + " has no effect here: what is tested stays normal, and nothing is sent; leave it"
                + " out");
      }
    }
    return DetectorConstants.changed(Settings.defaults(), changes);
  }

  /** Numbers and names of the calls. */
  CallTexts calls() {
    if (architecture == null) {
      return CallTexts.ofThisMachine();
    }
    return CallTexts.of(architecture)
        .orElseThrow(
            () ->
                new ConfigException(
                    "--architecture="
                        + architecture
                        + " is not known: it is one of "
                        + String.join(", ", CallTexts.architectures())));
  }

  /** Wrong usage. */
  ParameterException wrong(CommandSpec spec, String what) {
    return new ParameterException(spec.commandLine(), what);
  }

  /** Does it; what goes wrong is one line and an exit code. */
  int run(CommandSpec spec, Action action) {
    PrintWriter out = spec.commandLine().getOut();
    try {
      settings();
      calls();
      List<String> problems = Preflight.problems(Facts.find(), spec.name());
      if (!problems.isEmpty()) {
        return complain(spec, problems.get(0));
      }
      action.run(out);
      out.flush();
      return 0;
    } catch (ConfigException
        | BadRecordingException
        | LayoutMismatchException
        | BtfFormatException
        | LibbpfException
        | IllegalStateException wrong) {
      out.flush();
      return complain(spec, wrong.getMessage());
    } catch (IOException failed) {
      return complain(spec, failed.toString());
    }
  }

  private static int complain(CommandSpec spec, String line) {
    spec.commandLine().getErr().println(spec.qualifiedName() + ": " + line);
    spec.commandLine().getErr().flush();
    return CANNOT;
  }
}
