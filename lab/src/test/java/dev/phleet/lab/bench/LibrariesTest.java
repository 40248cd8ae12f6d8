package dev.phleet.lab.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LibrariesTest {
  @TempDir private Path directory;

  @Test
  void shouldCompileEveryLibraryByItsBuildScript() throws Exception {
    Path headers = Files.createDirectories(directory.resolve("headers"));
    for (String name : Libraries.NAMES) {
      Files.writeString(headers.resolve(name + ".h"), library(name));
    }
    Path project = Files.createDirectories(directory.resolve("project"));
    BenchResource.copy("libraries.sh", project.resolve("build.sh"));

    Libraries.copy(headers, project);

    assertThat(build(project)).isZero();
    for (String name : Libraries.NAMES) {
      assertThat(project.resolve(name + ".o")).isNotEmptyFile();
    }
    assertThat(project.resolve("all.o")).isNotEmptyFile();
  }

  /** What it is only where it is meant; an error elsewhere. */
  private static String library(String name) {
    return """
        #ifdef %s_IMPLEMENTATION
        int %s(void) { return 23; }
        #else
        #error "not meant"
        #endif
        """
        .formatted(name.toUpperCase(Locale.ROOT), name);
  }

  private static int build(Path project) throws IOException, InterruptedException {
    return new ProcessBuilder("sh", "build.sh", "cc", "1")
        .directory(project.toFile())
        .inheritIO()
        .start()
        .waitFor();
  }
}
