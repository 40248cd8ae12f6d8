package dev.phleet.collector.context;

import static org.assertj.core.api.Assertions.assertThat;

import dev.phleet.collector.detector.Detector;
import dev.phleet.collector.detector.Limits;
import dev.phleet.collector.detector.NotedProcess;
import dev.phleet.collector.detector.Settings;
import dev.phleet.collector.event.Created;
import dev.phleet.collector.event.EventDecoder;
import dev.phleet.schemas.event.Ancestor;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIf;
import org.junit.jupiter.api.io.TempDir;

/** Parents that were gone before anybody looked, below a shell of this test. */
@EnabledIf("dev.phleet.collector.detector.Machine#mustLoad")
final class AncestryKernelTest {
  @TempDir private Path directory;

  @Test
  void shouldNameTheParentsOfADaemonThatForkedTwice() throws IOException {
    for (String name : List.of("outer", "inner")) {
      Files.copy(Path.of("/bin/sh"), directory.resolve(name));
    }
    Files.copy(Path.of("/bin/sleep"), directory.resolve("daemon"));
    for (String name : List.of("outer", "inner", "daemon")) {
      assertThat(directory.resolve(name).toFile().setExecutable(true)).isTrue();
    }
    Process shell = new ProcessBuilder("/bin/sh").redirectErrorStream(true).start();
    Settings tree = Settings.defaults().watchingTree((int) shell.pid());
    try (Detector detector = Detector.load(tree, new Limits(1 << 20, 64));
        Writer input = shell.outputWriter(StandardCharsets.UTF_8);
        BufferedReader output = shell.inputReader(StandardCharsets.UTF_8)) {
      detector.attach();
      detector.adopt();
      Map<Long, String> paths = new HashMap<>();
      ContextReader reader =
          new ContextReader(pid -> detector.noted(pid).map(noted -> seen(noted, paths)));
      // Both shells have ended when it is said, and nobody has looked at either.
      input.write(
          "%1$s/outer -c '%1$s/inner -c \"%1$s/daemon 60 >/dev/null 2>&1 & echo \\$!\"; :'%n"
              .formatted(directory));
      input.flush();
      int daemon = Integer.parseInt(output.readLine());
      input.write("echo over\n");
      input.flush();
      assertThat(output.readLine()).isEqualTo("over");
      while (!paths.containsValue(directory.resolve("daemon").toString())) {
        detector.poll(Duration.ofMillis(50), bytes -> note(EventDecoder.decode(bytes), paths));
      }

      List<Ancestor> ancestry = reader.read(daemon, 1).ancestry();

      assertThat(ancestry).extracting(Ancestor::getComm).startsWith("inner", "outer", "sh");
      assertThat(ancestry)
          .extracting(Ancestor::getExecutable)
          .startsWith(directory.resolve("inner").toString(), directory.resolve("outer").toString());
      assertThat(ancestry)
          .extracting(Ancestor::getPid)
          .contains((int) shell.pid(), (int) ProcessHandle.current().pid());
      assertThat(ProcessHandle.of(ancestry.get(0).getPid())).as("it is gone").isEmpty();
      ProcessHandle.of(daemon).ifPresent(ProcessHandle::destroy);
    } finally {
      shell.destroy();
    }
  }

  private static void note(Object event, Map<Long, String> paths) {
    if (event instanceof Created created) {
      paths.put(created.header().profileKey(), created.path());
    }
  }

  private static SeenProcess seen(NotedProcess noted, Map<Long, String> paths) {
    return new SeenProcess(
        noted.pid(),
        noted.parentPid(),
        noted.started() / SeenProcess.NANOS,
        noted.comm(),
        paths.get(noted.profileKey()));
  }
}
