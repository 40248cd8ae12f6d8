package dev.phleet.lab.bench;

import picocli.CommandLine.Command;

/** {@code phleet bench}: the figures of the README, measured here and now. */
@Command(
    name = "bench",
    description = "The figures of the README, measured here and now (root).",
    mixinStandardHelpOptions = true,
    subcommands = {
      OverheadCommand.class,
      MemoryCommand.class,
      CollectorCommand.class,
      SavingCommand.class,
      PipelineCommand.class
    })
public final class BenchCommand {}
