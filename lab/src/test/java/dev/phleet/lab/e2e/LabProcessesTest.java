package dev.phleet.lab.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** However the lab ends, nothing of it is left running. */
@NeedsKernel
@Timeout(180)
class LabProcessesTest {

  @Test
  void shouldRunCommandsOnAHostAndEndEverythingWithItself(@TempDir Path directory)
      throws Exception {
    try (LabProcess lab = ready(directory)) {
      try (LabProcess run =
          LabProcess.start(
              directory, "lab", "run", "lab-1", "--", "sh", "-c", "echo it\\'s me; exit 7")) {
        assertThat(run.exitCode()).as(run.errors()).isEqualTo(7);
        assertThat(run.output()).isEqualTo("it's me\n");
      }
      Patience.until("the shell has a profile", () -> lab.output().contains(": profile created"));
      List<ProcessHandle> all = processes(lab);
      assertThat(all).hasSizeGreaterThanOrEqualTo(4);
      lab.handle().destroy();
      Patience.until("the lab has ended", () -> !lab.handle().isAlive());
      assertThat(all).as("it ends last").noneMatch(LabProcessesTest::runs);
      assertThat(directoriesIn(directory)).isEmpty();
    }
  }

  @Test
  void shouldLeaveNoProcessBehindWhenItIsKilled(@TempDir Path directory) throws Exception {
    try (LabProcess lab = ready(directory)) {
      Path commands = directoriesIn(directory).get(0).resolve("lab-1").resolve("commands");
      Files.writeString(commands, "sleep 300 &\n");
      Patience.until("the program sleeps", () -> processes(lab).stream().anyMatch(this::sleeps));
      List<ProcessHandle> all = processes(lab);
      KernelObjects held = heldBySomeOf(all);
      assertThat(held.links()).isNotEmpty();
      lab.handle().destroyForcibly();
      Patience.until("everything has ended", () -> all.stream().noneMatch(ProcessHandle::isAlive));
      Patience.until("nothing is attached", () -> !held.exist());
    }
    try (LabProcess next = LabProcess.start(directory, "lab", "--hosts", "33")) {
      assertThat(next.exitCode()).isEqualTo(2);
      assertThat(next.errors()).contains("--hosts must be between 1 and 32");
    }
  }

  @Test
  void shouldSayWhichProcessHasEndedAndWhatItSaidLast(@TempDir Path directory) throws Exception {
    try (LabProcess lab = ready(directory)) {
      ProcessHandle collector =
          processes(lab).stream()
              .filter(p -> commandLine(p).contains("dev.phleet.collector.Main"))
              .findFirst()
              .orElseThrow();
      collector.destroyForcibly();
      assertThat(lab.exitCode()).isEqualTo(1);
      assertThat(lab.errors())
          .contains("the collector of lab-1 ended with exit code 137", "watching tree");
    }
  }

  @Test
  void shouldSuggestTheNearestOptionAndHost(@TempDir Path directory) throws Exception {
    try (LabProcess lab = LabProcess.start(directory, "lab", "--dmeo")) {
      assertThat(lab.exitCode()).isEqualTo(2);
      assertThat(lab.errors()).contains("Unknown option", "--demo");
    }
    try (LabProcess run = LabProcess.start(directory, "lab", "run", "lab-1", "--", "true")) {
      assertThat(run.exitCode()).isEqualTo(2);
      assertThat(run.errors()).contains("no lab of this user is running");
    }
  }

  /**
   * Whether it has not ended. One that nobody has waited for yet still has a number, and is dead.
   */
  private static boolean runs(ProcessHandle process) {
    try {
      String stat = Files.readString(Path.of("/proc", Long.toString(process.pid()), "stat"));
      return process.isAlive() && stat.charAt(stat.lastIndexOf(')') + 2) != 'Z';
    } catch (IOException gone) {
      return false;
    }
  }

  private boolean sleeps(ProcessHandle process) {
    return process.info().command().filter(c -> c.endsWith("/sleep")).isPresent();
  }

  private static String commandLine(ProcessHandle process) {
    try {
      return Files.readString(Path.of("/proc", Long.toString(process.pid()), "cmdline"));
    } catch (IOException ended) {
      return "";
    }
  }

  private static LabProcess ready(Path directory) throws Exception {
    LabProcess lab = LabProcess.start(directory, "lab", "--hosts", "1");
    Patience.until(
        "the lab is ready",
        () -> {
          assertThat(lab.handle().isAlive()).as(lab.output() + lab.errors()).isTrue();
          return lab.output().contains("Ready.");
        });
    return lab;
  }

  private static List<ProcessHandle> processes(LabProcess lab) {
    return lab.handle().descendants().toList();
  }

  private static KernelObjects heldBySomeOf(List<ProcessHandle> processes) throws Exception {
    KernelObjects most = new KernelObjects(Set.of(), Set.of());
    for (ProcessHandle process : processes) {
      KernelObjects held = KernelObjects.heldBy(process.pid());
      if (held.links().size() > most.links().size()) {
        most = held;
      }
    }
    return most;
  }

  private static List<Path> directoriesIn(Path directory) throws Exception {
    try (Stream<Path> entries = Files.list(directory)) {
      return entries.filter(e -> e.getFileName().toString().startsWith("phleet-lab-")).toList();
    }
  }
}
