package dev.phleet.lab;

import dev.phleet.lab.tree.CommandPipe;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** {@code phleet lab run}: a command in the tree of a host of the lab that is running. */
@Command(
    name = "run",
    mixinStandardHelpOptions = true,
    header = "Run a command on a host of the lab that is running.",
    description = "Its output appears here, and its exit code is this command's. It has no input.")
public final class RunCommand implements Callable<Integer> {
  /** Longer writes to a pipe may be torn apart by another writer's (PIPE_BUF). */
  private static final int LONGEST_LINE = 4096;

  @Parameters(index = "0", paramLabel = "HOST", description = "lab-1, lab-2, ...")
  private String host;

  @Parameters(
      index = "1..*",
      arity = "1..*",
      paramLabel = "COMMAND",
      description = "The command and its arguments; put -- before it.")
  private List<String> command;

  @Override
  public Integer call() throws IOException {
    try {
      return run();
    } catch (LabException e) {
      System.err.println("phleet lab run: " + e.getMessage());
      return e.exitCode();
    }
  }

  private int run() throws IOException {
    LabDirectory lab =
        LabDirectory.running()
            .orElseThrow(
                () ->
                    new LabException(
                        LabException.ENVIRONMENT,
                        "no lab of this user is running; start one with ./phleet lab"));
    if (!lab.hosts().contains(host)) {
      throw new LabException(
          LabException.ENVIRONMENT,
          "no host '" + host + "' in this lab; it has " + String.join(", ", lab.hosts()));
    }
    String name = "run-" + ProcessHandle.current().pid();
    Path output = lab.host(host).resolve(name + ".out");
    Path status = lab.host(host).resolve(name + ".status");
    CommandPipe.make(output);
    try {
      send(lab.commandsOf(host), line(command, Path.of("").toAbsolutePath(), output, status));
      try (InputStream in = Files.newInputStream(output)) {
        in.transferTo(System.out);
      }
      System.out.flush();
      return Integer.parseInt(Files.readString(status).strip());
    } finally {
      Files.deleteIfExists(output);
      Files.deleteIfExists(status);
    }
  }

  private static void send(Path pipe, String line) throws IOException {
    byte[] bytes = (line + "\n").getBytes(StandardCharsets.UTF_8);
    if (bytes.length > LONGEST_LINE || line.contains("\n")) {
      throw new LabException(
          LabException.ENVIRONMENT,
          "the command is longer than %d bytes or has a line break; put it into a script"
              .formatted(LONGEST_LINE));
    }
    Files.write(pipe, bytes, StandardOpenOption.WRITE);
  }

  /** The output stays open until the status is written, so that its end means both are there. */
  static String line(List<String> command, Path directory, Path output, Path status) {
    return "{ ( cd %s && exec %s ) </dev/null; echo $? >%s; } >%s 2>&1 &"
        .formatted(
            quote(directory.toString()),
            command.stream().map(RunCommand::quote).collect(Collectors.joining(" ")),
            quote(status.toString()),
            quote(output.toString()));
  }

  private static String quote(String word) {
    return "'" + word.replace("'", "'\\''") + "'";
  }
}
