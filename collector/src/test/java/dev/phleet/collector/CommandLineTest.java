package dev.phleet.collector;

import static dev.phleet.collector.PhleetProcess.phleet;
import static dev.phleet.collector.PhleetProcess.start;
import static org.assertj.core.api.Assertions.assertThat;

import dev.phleet.collector.PhleetProcess.Result;
import dev.phleet.collector.detector.Machine;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIf;
import org.junit.jupiter.api.io.TempDir;

/** The command in a process of its own: exit codes, and one clear line each. */
final class CommandLineTest {
  private static final String[] ENOUGH = {
    "collector",
    "--set=host.id=h",
    "--set=scope=tree",
    "--set=scope.tree.pid=" + ProcessHandle.current().pid(),
    "--set=control.socket=",
    "--set=kafka.bootstrap.servers=127.0.0.1:1",
    "--set=kafka.schema.registry.url=http://127.0.0.1:1",
  };

  /** Another user, who may read the class path wherever it lies, and nothing else. */
  private static final List<String> AS_NOBODY =
      List.of(
          "setpriv",
          "--reuid=65534",
          "--clear-groups",
          "--inh-caps=-all,+dac_read_search",
          "--ambient-caps=-all,+dac_read_search");

  @TempDir private Path directory;

  @Test
  void shouldSuggestTheNearestOption() throws IOException, InterruptedException {
    Result result = phleet(List.of(), "collector", "--confg", "x");

    assertThat(result.code()).isEqualTo(2);
    assertThat(result.output()).contains("--confg", "--config");
  }

  @Test
  void shouldSuggestTheNearestKey() throws IOException, InterruptedException {
    Result result = phleet(List.of(), "collector", "--set", "scoop=host");

    assertThat(result)
        .isEqualTo(
            new Result(
                2,
                "phleet collector: unknown key scoop: did you mean scope? (collector/README.md lists"
                    + " all keys)\n"));
  }

  @Test
  @EnabledIf("dev.phleet.collector.detector.Machine#mustLoad")
  void shouldTellAnotherUserToBecomeRoot() throws IOException, InterruptedException {
    Result result = phleet(AS_NOBODY, ENOUGH);

    assertThat(result.code()).isEqualTo(2);
    assertThat(result.output())
        .startsWith("phleet collector: user 65534 may not load BPF programs (lacks CAP_BPF,")
        .endsWith("run it as root: sudo ./phleet collector ...\n")
        .hasLineCount(1);
  }

  @Test
  @EnabledIf("dev.phleet.collector.detector.Machine#mustLoad")
  void shouldNameThePackageWhenLibbpfIsMissing() throws IOException, InterruptedException {
    // Its own mount namespace, in which the library is an empty file.
    Result result =
        phleet(
            List.of(
                "unshare",
                "--mount",
                "sh",
                "-c",
                "for f in $(ldconfig -p | sed -n 's/.*libbpf\\.so\\.1 .*=> //p'); do"
                    + " mount --bind /dev/null $(readlink -f $f); done; exec \"$@\"",
                "sh"),
            ENOUGH);

    assertThat(result.code()).isEqualTo(2);
    assertThat(result.output())
        .startsWith("phleet collector: libbpf 1.x is missing")
        .contains("apt-get install libbpf1")
        .hasLineCount(1);
  }

  @Test
  @EnabledIf("dev.phleet.collector.detector.Machine#mustLoad")
  void shouldSayWhatAKernelWithoutTypesNeeds() throws IOException, InterruptedException {
    Result result =
        phleet(
            List.of(
                "unshare",
                "--mount",
                "sh",
                "-c",
                "mount -t tmpfs none /sys/kernel/btf; exec \"$@\"",
                "sh"),
            ENOUGH);

    assertThat(result.code()).isEqualTo(2);
    assertThat(result.output())
        .startsWith("phleet collector: the kernel does not describe its types")
        .hasLineCount(1);
  }

  @Test
  @EnabledIf("dev.phleet.collector.detector.Machine#mustLoad")
  void shouldRefuseAFileThatIsNoObject() throws IOException, InterruptedException {
    Path file = Files.writeString(directory.resolve("object"), "hello");
    Result result = phleet(List.of(), with("--object=" + file));

    assertThat(result)
        .isEqualTo(new Result(2, "phleet collector: not a 64-bit little-endian ELF file\n"));
  }

  @Test
  @EnabledIf("dev.phleet.collector.detector.Machine#mustLoad")
  void shouldRefuseATreeThatIsGone() throws IOException, InterruptedException {
    Result result = phleet(List.of(), with("--set=scope.tree.pid=4194305"));

    assertThat(result.code()).isEqualTo(2);
    assertThat(result.output()).contains("4194305 is not a process that runs").hasLineCount(1);
  }

  @Test
  @EnabledIf("dev.phleet.collector.detector.Machine#mustLoad")
  void shouldEndWellOnSigtermEvenWithKafkaAway() throws IOException, InterruptedException {
    Process process = start(List.of(), ENOUGH);
    try (BufferedReader output = process.inputReader()) {
      String line = output.readLine();
      while (line != null && !line.contains("watching tree")) {
        line = output.readLine();
      }
      assertThat(line).isNotNull();
      assertThat(attached(process.pid())).isEqualTo(5);
      // Process.destroy() would close the streams, too.
      assertThat(process.toHandle().destroy()).isTrue();
      List<String> rest = output.lines().toList();

      assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
      assertThat(rest).last().asString().contains("stopped: 0 events delivered,", "lost");
      assertThat(process.exitValue()).isZero();
    }
  }

  @Test
  void shouldPrintTheConfigurationWithoutItsSecrets() throws IOException, InterruptedException {
    List<String> arguments = new ArrayList<>(List.of(ENOUGH));
    arguments.addAll(List.of("--check", "--set=kafka.ssl.key.password=hunter2"));
    Result result = phleet(List.of(), arguments.toArray(String[]::new));

    assertThat(result.code()).isZero();
    assertThat(result.output())
        .contains("# --set\nhost.id = h\n", "# default\ntrain-only = false\n")
        .contains("kafka.ssl.key.password = ********")
        .doesNotContain("hunter2");
  }

  @Test
  @EnabledIf("dev.phleet.collector.detector.Machine#mustLoad")
  void shouldReadItsConfigurationAgainOnSighup() throws IOException, InterruptedException {
    Path file = Files.writeString(directory.resolve("collector.conf"), "detector.batch = 3\n");
    List<String> arguments = new ArrayList<>(List.of(ENOUGH));
    arguments.addAll(List.of("--config", file.toString(), "--set=train-only=true"));
    // Started by nohup, these tests would hand on that the signal is ignored, and a JVM keeps to
    // it.
    List<String> heeding = List.of("env", "--default-signal=HUP");
    Process process = start(heeding, arguments.toArray(String[]::new));
    try (BufferedReader output = process.inputReader()) {
      assertThat(lineWith(output, "dry start: ")).contains("no anomalies");
      lineWith(output, "watching tree");
      Files.writeString(file, "detector.batch = 5\nqueue.max = 7\nignore.paths = /x\n");
      hangUp(process);

      assertThat(lineWith(output, "changed: ")).endsWith("detector.batch, ignore.paths");
      assertThat(lineWith(output, "restart the collector")).endsWith("queue.max");
      Files.writeString(file, "detector.batch = many\n");
      hangUp(process);
      assertThat(lineWith(output, "stays as it was")).contains("detector.batch = many");
    } finally {
      process.destroy();
      assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
    }
  }

  private static void hangUp(Process process) throws IOException, InterruptedException {
    String pid = Long.toString(process.pid());
    assertThat(new ProcessBuilder("sh", "-c", "kill -HUP " + pid).start().waitFor()).isZero();
  }

  private static String lineWith(BufferedReader output, String text) throws IOException {
    String line = output.readLine();
    while (line != null && !line.contains(text)) {
      line = output.readLine();
    }
    assertThat(line).as("a line with: %s", text).isNotNull();
    return line;
  }

  @Test
  void shouldListTheTopicsWhenThereIsNoSuchOne() throws IOException, InterruptedException {
    Result result = phleet(List.of(), "events", "anomalys");

    assertThat(result.code()).isEqualTo(2);
    assertThat(result.output()).contains("anomalys", "anomalies, profile-states").hasLineCount(1);
  }

  @Test
  void shouldKnowWhetherThisMachineMustLoad() {
    assertThat(Machine.mustLoad() || System.getenv("CI") == null).isTrue();
  }

  private static String[] with(String argument) {
    List<String> arguments = new ArrayList<>(List.of(ENOUGH));
    arguments.removeIf(a -> a.startsWith(argument.substring(0, argument.lastIndexOf('=') + 1)));
    arguments.add(argument);
    return arguments.toArray(String[]::new);
  }

  /** Links that a process holds. */
  private static long attached(long pid) throws IOException {
    long links = 0;
    try (DirectoryStream<Path> files =
        Files.newDirectoryStream(Path.of("/proc", Long.toString(pid), "fdinfo"))) {
      for (Path file : files) {
        if (read(file).contains("link_type")) {
          links++;
        }
      }
    }
    return links;
  }

  /** A descriptor that was closed since it was listed is no link that is held. */
  private static String read(Path descriptor) throws IOException {
    try {
      return Files.readString(descriptor);
    } catch (NoSuchFileException closed) {
      return "";
    }
  }
}
