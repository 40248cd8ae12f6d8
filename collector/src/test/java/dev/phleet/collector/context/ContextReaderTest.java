package dev.phleet.collector.context;

import static org.assertj.core.api.Assertions.assertThat;

import dev.phleet.schemas.event.Ancestor;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class ContextReaderTest {

  @TempDir private Path proc;

  @Test
  void shouldFollowTheAncestorsAsFarAsTheyAreThere() throws IOException {
    process(30, "a) (b", 20, "/usr/bin/a");
    process(20, "init", 9, null);

    assertThat(new ContextReader(proc).read(40, 30))
        .isEqualTo(
            new ProcessContext(
                Optional.empty(),
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
  void shouldRememberAncestorsThatHaveGone() throws IOException {
    process(40, "child", 30, "/usr/bin/child");
    process(30, "parent", 20, "/usr/bin/parent");
    process(20, "grandparent", 0, null);
    ContextReader reader = new ContextReader(proc);
    Files.delete(proc.resolve("30/stat"));
    process(40, "child", 1, "/usr/bin/child");

    assertThat(reader.read(40, 1).ancestry())
        .containsExactly(
            new Ancestor(30, "parent", "/usr/bin/parent"), new Ancestor(20, "grandparent", null));
    Files.delete(proc.resolve("40/stat"));
    assertThat(reader.read(40, 1).ancestry()).hasSize(2);
  }

  @Test
  void shouldBelieveWhatWasNotedOfProcessesThatNobodySaw() throws IOException {
    process(40, "child", 1, "/usr/bin/child", 100);
    process(20, "grandparent", 0, null, 80);
    Map<Integer, SeenProcess> noted =
        Map.of(
            40, new SeenProcess(40, 30, 100, "child", "/usr/bin/child"),
            30, new SeenProcess(30, 20, 90, "parent", "/usr/bin/parent"),
            20, new SeenProcess(20, 7, 70, "another with that id", null));
    ContextReader reader =
        new ContextReader(proc, proc, pid -> Optional.ofNullable(noted.get(pid)));

    assertThat(reader.read(40, 1).ancestry())
        .containsExactly(
            new Ancestor(30, "parent", "/usr/bin/parent"), new Ancestor(20, "grandparent", null));
  }

  @Test
  void shouldNotTakeALaterProcessOfThatIdForAnAncestor() throws IOException {
    process(40, "child", 30, null, 100);
    process(30, "parent", 20, null, 90);
    ContextReader reader = new ContextReader(proc);
    process(30, "other", 20, null, 200);

    assertThat(reader.read(40, 1).ancestry()).isEmpty();
  }

  @Test
  void shouldForgetTheLeastRecentlyUsedBeyondItsBound() throws IOException {
    process(5, "old", 0, null);
    Ancestry ancestry = new Ancestry(proc, 2, pid -> Optional.empty());
    assertThat(ancestry.of(40, 5)).hasSize(1);
    Files.delete(proc.resolve("5/stat"));
    process(6, "new", 0, null);
    process(7, "newer", 0, null);
    assertThat(ancestry.of(40, 6)).hasSize(1);
    assertThat(ancestry.of(40, 7)).hasSize(1);

    assertThat(ancestry.of(40, 5)).isEmpty();
  }

  @Test
  void shouldFindItsOwnParentInTheRealProc() {
    ProcessHandle self = ProcessHandle.current();
    int parent = (int) self.parent().orElseThrow().pid();

    assertThat(new ContextReader().read((int) self.pid(), parent).ancestry().get(0).getPid())
        .isEqualTo(parent);
  }

  private void process(int pid, String comm, int parent, String executable) throws IOException {
    process(pid, comm, parent, executable, 7);
  }

  private void process(int pid, String comm, int parent, String executable, long startedAt)
      throws IOException {
    Path directory = Files.createDirectories(proc.resolve(Integer.toString(pid)));
    Files.writeString(
        directory.resolve("stat"),
        "%d (%s) S %d %s%d 0".formatted(pid, comm, parent, "0 ".repeat(17), startedAt));
    Files.deleteIfExists(directory.resolve("exe"));
    if (executable != null) {
      Files.createSymbolicLink(directory.resolve("exe"), Path.of(executable));
    }
  }
}
