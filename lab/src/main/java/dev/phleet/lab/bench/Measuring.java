package dev.phleet.lab.bench;

import dev.phleet.collector.layout.LayoutMismatchException;
import dev.phleet.collector.libbpf.LibbpfException;
import dev.phleet.collector.libbpf.Privilege;
import dev.phleet.lab.LabException;
import java.io.PrintWriter;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Model.CommandSpec;

/** What every bench has in common: it needs root, and says in one line why it could not measure. */
final class Measuring {
  private Measuring() {}

  /** Runs it and gives the exit code. */
  static int run(CommandSpec spec, Runnable bench) {
    PrintWriter err = spec.commandLine().getErr();
    if (Privilege.effectiveUser() != 0) {
      err.println(
          "phleet: the bench loads programs into the kernel and needs root:"
              + " sudo ./phleet bench "
              + spec.name());
      return ExitCode.USAGE;
    }
    return runAsAnybody(spec, bench);
  }

  /** Runs one that leaves the kernel alone, and gives the exit code. */
  static int runAsAnybody(CommandSpec spec, Runnable bench) {
    PrintWriter err = spec.commandLine().getErr();
    try {
      bench.run();
      return ExitCode.OK;
    } catch (LabException failed) {
      err.println("phleet: nothing measured: " + failed.getMessage());
      failed.details().forEach(err::println);
      return failed.exitCode();
    } catch (BenchException | LibbpfException | LayoutMismatchException failed) {
      err.println("phleet: nothing measured: " + failed.getMessage());
      return ExitCode.USAGE;
    }
  }
}
