package dev.phleet.collector.control;

import static org.assertj.core.api.Assertions.assertThat;

import dev.phleet.collector.calls.CallNames;
import dev.phleet.collector.clock.BootClock;
import dev.phleet.collector.detector.Detector;
import dev.phleet.collector.detector.Limits;
import dev.phleet.collector.detector.ObjectFile;
import dev.phleet.collector.detector.ProfileRow;
import dev.phleet.collector.detector.Settings;
import dev.phleet.collector.identity.FileIdentity;
import dev.phleet.collector.identity.IgnoreRules;
import dev.phleet.collector.identity.Newcomers;
import dev.phleet.collector.keeping.SaveFigures;
import dev.phleet.collector.keeping.Upkeep;
import dev.phleet.collector.shell.AdminCommand;
import dev.phleet.collector.shell.InspectCommand;
import dev.phleet.collector.shell.PsCommand;
import dev.phleet.collector.status.Growth;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import picocli.CommandLine;

/** A shell that the kernel watches, behind a control socket, and the commands that ask there. */
final class WatchedShell implements AutoCloseable {
  static final Path SHELL = Path.of("/bin/sh");

  private final Growth growth = new Growth();
  private final BootClock clock = new BootClock();
  private final Path directory;
  private final Process shell;
  private final Detector detector;
  private final ControlSocket socket;
  private final long key;

  record Said(int code, String out, String err) {}

  WatchedShell(Path directory) throws IOException {
    this.directory = directory;
    shell = new ProcessBuilder(SHELL.toString()).redirectErrorStream(true).start();
    Settings settings = Settings.defaults().watchingTree((int) shell.pid()).edit().batch(1).build();
    detector = Detector.load(settings, new Limits(1 << 20, 64));
    detector.attach();
    detector.adopt();
    key = FileIdentity.of(SHELL).profileKey();
    Subject subject =
        new Subject(
            "h",
            "tree " + shell.pid(),
            detector,
            clock,
            CallNames.forArchitecture(ObjectFile.architecture()),
            k -> k == key ? SHELL.toString() : "",
            k -> detector.export(k),
            growth,
            ProfileKeeping.none(),
            new Upkeep(
                    new SaveFigures(),
                    new Newcomers(detector, IgnoreRules.NONE),
                    detector::slotsWaiting)
                ::now);
    socket = ControlSocket.open(path(), new ControlCommands(subject));
    exercise();
  }

  long pid() {
    return shell.pid();
  }

  long key() {
    return key;
  }

  Detector detector() {
    return detector;
  }

  /** The collector is there no more. */
  void closeSocket() {
    socket.close();
  }

  /** Takes a point of the growth of every profile. */
  void sample() {
    growth.sample(detector.profiles(), clock.now());
  }

  @Override
  public void close() throws IOException {
    socket.close();
    detector.close();
    shell.getOutputStream().close();
    assertThat(shell.onExit().join().exitValue()).isZero();
  }

  ProfileRow profile() {
    return detector.profile(key).orElseThrow();
  }

  private Path path() {
    return directory.resolve("c.sock");
  }

  Said ps(String... arguments) {
    return said(new PsCommand(), arguments);
  }

  Said admin(String... arguments) {
    return said(new AdminCommand(), arguments);
  }

  Said inspect(String... arguments) {
    List<String> all = new ArrayList<>(List.of(SHELL.toString()));
    all.addAll(Arrays.asList(arguments));
    return said(new InspectCommand(), all.toArray(String[]::new));
  }

  private Said said(Object command, String... arguments) {
    StringWriter out = new StringWriter();
    StringWriter err = new StringWriter();
    List<String> all = new ArrayList<>(Arrays.asList(arguments));
    if (!(command instanceof AdminCommand) || !all.isEmpty()) {
      all.addAll(List.of("--socket", path().toString()));
    }
    int code =
        new CommandLine(command)
            .setOut(new PrintWriter(out))
            .setErr(new PrintWriter(err))
            .execute(all.toArray(String[]::new));
    return new Said(code, out.toString(), err.toString());
  }

  /** Lets the shell do something that is its own and no other program's. */
  void exercise() throws IOException {
    run("cd / && cd /tmp");
  }

  void run(String command) throws IOException {
    shell.getOutputStream().write((command + "; echo done\n").getBytes(StandardCharsets.UTF_8));
    shell.getOutputStream().flush();
    StringBuilder said = new StringBuilder();
    while (said.indexOf("done\n") < 0) {
      int next = shell.getInputStream().read();
      assertThat(next).as("the shell ended: %s", said).isNotNegative();
      said.append((char) next);
    }
  }
}
