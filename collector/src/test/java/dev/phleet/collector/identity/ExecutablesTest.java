package dev.phleet.collector.identity;

import static org.assertj.core.api.Assertions.assertThat;

import dev.phleet.schemas.event.Executable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A /proc of symbolic links, and files that come, change and go. */
final class ExecutablesTest {
  private static final String DIGEST_OF_HELLO =
      "sha256:2cf24dba5fb0a30e26e83b2ac5b9e29e1b161e5c1fa7425e73043362938b9824";
  private static final int PID = 4711;

  @TempDir private Path directory;
  private Path file;
  private Path proc;
  private Executables executables;
  private long key;

  @BeforeEach
  void makeFile() throws IOException {
    proc = Files.createDirectories(directory.resolve("proc"));
    file = Files.writeString(directory.resolve("program"), "hello");
    key = FileIdentity.of(file).profileKey();
    executables = new Executables(proc);
  }

  @AfterEach
  void close() {
    executables.close();
  }

  @Test
  void shouldDigestTheFileOfALivingProcess() throws IOException {
    runs(PID, file);
    executables.learn(key, "/seen/from/a/container", PID);

    assertThat(executables.executable(key, PID))
        .isEqualTo(new Executable(DIGEST_OF_HELLO, "/seen/from/a/container", key));
  }

  @Test
  void shouldDigestTheFileAtThePathWhenTheProcessIsGone() {
    executables.learn(key, file.toString(), PID);

    assertThat(executables.executable(key, PID))
        .isEqualTo(new Executable(DIGEST_OF_HELLO, file.toString(), key));
  }

  @Test
  void shouldNotTakeAnotherFileThatLiesAtThePathNow() throws IOException {
    Path other = Files.writeString(directory.resolve("new"), "other");
    Files.move(other, file, StandardCopyOption.REPLACE_EXISTING);
    executables.learn(key, file.toString(), PID);

    assertThat(executables.executable(key, PID).getId()).isEqualTo("path:" + file);
  }

  @Test
  void shouldNotTakeTheExecutableOfAnotherProcessWithThatPid() throws IOException {
    runs(PID, Files.writeString(directory.resolve("other"), "other"));
    executables.learn(key, "/gone", PID);

    assertThat(executables.executable(key, PID).getId()).isEqualTo("path:/gone");
  }

  @Test
  void shouldFindThePathOfAProfileThatItWasNeverToldOf() throws IOException {
    runs(PID, file);

    assertThat(executables.executable(key, PID))
        .isEqualTo(new Executable(DIGEST_OF_HELLO, file.toString(), key));
  }

  @Test
  void shouldGiveTwoUnknownProfilesTwoIds() {
    String one = executables.executable(1, PID).getId();
    String two = executables.executable(2, PID).getId();

    assertThat(one).startsWith("path:?").isNotEqualTo(two);
  }

  @Test
  void shouldSurviveAPathThatIsNoPath() {
    executables.learn(key, "/a\u0000b", PID);

    assertThat(executables.executable(key, PID).getId()).isEqualTo("path:/a\u0000b");
  }

  private void runs(int pid, Path executable) throws IOException {
    Path process = Files.createDirectories(proc.resolve(Integer.toString(pid)));
    Files.createSymbolicLink(process.resolve("exe"), executable);
  }
}
