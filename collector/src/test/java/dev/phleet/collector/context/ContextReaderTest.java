package dev.phleet.collector.context;

import static org.assertj.core.api.Assertions.assertThat;

import dev.phleet.schemas.event.Ancestor;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class ContextReaderTest {
  private static final String ID = "0123456789abcdef".repeat(4);

  @TempDir private Path proc;

  @ParameterizedTest
  @ValueSource(
      strings = {
        "0::/system.slice/docker-%s.scope\n",
        "12:pids:/docker/%s\n0::/\n",
        "0::/kubepods.slice/kubepods-pod1.slice/cri-containerd-%s.scope\n",
        "0::/machine.slice/libpod-%s.scope/container\n",
      })
  void shouldFindTheContainerInTheCgroup(String text) {
    assertThat(ContextReader.container(text.formatted(ID))).contains(ID);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "0::/\n", "0::/user.slice/user-1000.slice\n", "0::/x/abcdef0123\n"})
  void shouldFindNoContainerWhereThereIsNone(String text) {
    assertThat(ContextReader.container(text)).isEmpty();
  }

  @Test
  void shouldTakeTheInnermostContainer() {
    String inner = "f".repeat(64);

    assertThat(ContextReader.container("0::/docker/" + ID + "/docker/" + inner)).contains(inner);
  }

  @Test
  void shouldFollowTheAncestorsAsFarAsTheyAreThere() throws IOException {
    process(30, "a) (b", 20, "/usr/bin/a");
    process(20, "init", 9, null);

    assertThat(new ContextReader(proc).read(40, 30))
        .isEqualTo(
            new ProcessContext(
                Optional.empty(),
                List.of(new Ancestor(30, "a) (b", "/usr/bin/a"), new Ancestor(20, "init", null))));
  }

  @Test
  void shouldStopAtEightAncestorsEvenInACircle() throws IOException {
    process(5, "loop", 5, null);

    assertThat(new ContextReader(proc).read(40, 5).ancestry()).hasSize(8);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "5", "5 (", "5 (x", "5 (x) S", "5 (x) S -1 0", "5 (x) S abc 0"})
  void shouldSurviveAStatThatIsNone(String stat) throws IOException {
    Files.createDirectories(proc.resolve("5"));
    Files.writeString(proc.resolve("5/stat"), stat);

    assertThat(new ContextReader(proc).read(40, 5).ancestry()).hasSizeLessThanOrEqualTo(1);
  }

  @Test
  void shouldFindItsOwnParentInTheRealProc() {
    ProcessHandle self = ProcessHandle.current();
    int parent = (int) self.parent().orElseThrow().pid();

    assertThat(new ContextReader().read((int) self.pid(), parent).ancestry().get(0).getPid())
        .isEqualTo(parent);
  }

  private void process(int pid, String comm, int parent, String executable) throws IOException {
    Path directory = Files.createDirectories(proc.resolve(Integer.toString(pid)));
    Files.writeString(directory.resolve("stat"), "%d (%s) S %d 1 1 0".formatted(pid, comm, parent));
    if (executable != null) {
      Files.createSymbolicLink(directory.resolve("exe"), Path.of(executable));
    }
  }
}
