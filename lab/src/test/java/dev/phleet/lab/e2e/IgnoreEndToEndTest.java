package dev.phleet.lab.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.phleet.lab.demo.Program;
import dev.phleet.schemas.event.NewSequence;
import dev.phleet.schemas.event.ProfileState;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Programs that nobody wants watched: by path, by content, by the container they run in. */
@NeedsKernel
@Timeout(180)
class IgnoreEndToEndTest {
  private static final ObjectMapper JSON = new ObjectMapper();

  @Test
  void shouldIgnoreByPathByDigestAndByContainer(@TempDir Path temporary) throws Exception {
    Path directory = temporary.toRealPath();
    Program watched = copy(directory, "watched", "1");
    Program byPath = copy(directory, "by-path", "2");
    Program byDigest = copy(directory, "by-digest", "3");
    // A program that lasts: who asks where it runs finds it still there.
    Path inContainer = directory.resolve("lasting");
    Files.copy(Path.of("/bin/sleep").toRealPath(), inContainer);
    assertThat(inContainer.toFile().setExecutable(true)).isTrue();
    String id =
        HexFormat.of().formatHex(sha256(directory.toString().getBytes(StandardCharsets.UTF_8)));
    Map<String, String> ignored =
        Map.of(
            "ignore.paths",
            directory.resolve("by-path") + "/**",
            "ignore.digests",
            HexFormat.of().formatHex(sha256(Files.readAllBytes(byDigest.path()))),
            "ignore.containers",
            id.substring(0, 12),
            "state.interval",
            "500ms");
    try (OwnCgroup container = OwnCgroup.make("docker-" + id + ".scope");
        OneHost host = OneHost.start(directory, ignored)) {
      host.run(watched.normally(1));
      host.run(byPath.normally(1));
      host.run(byDigest.normally(1));
      host.tree().run(container.with("'" + inContainer + "' 300 &"));
      for (Path program : new Path[] {byPath.path(), byDigest.path(), inContainer}) {
        host.until("ignored: " + program, () -> row(host, program).path("ignored").asBoolean());
      }
      long[] before = {
        calls(host, byPath.path()), calls(host, byDigest.path()), calls(host, inContainer)
      };
      host.run(byPath.normally(3) + "; " + byDigest.normally(3) + "; '" + inContainer + "' 0");
      host.run(
          byPath.writingTwice() + "; " + byDigest.writingTwice() + "; " + watched.writingTwice());

      assertThat(
              new long[] {
                calls(host, byPath.path()), calls(host, byDigest.path()), calls(host, inContainer)
              })
          .isEqualTo(before);
      assertThat(row(host, watched.path()).path("ignored").asBoolean()).isFalse();
      host.until("the topic says so", () -> isIgnoredOnTheTopic(host, inContainer));
      assertThat(host.log())
          .contains("ignore.paths " + directory.resolve("by-path"), "ignore.digests ")
          .contains("ignore.containers " + id.substring(0, 12));
      assertThat(host.all(ProfileState.class, s -> isOf(s, inContainer)).get(0).getProcess())
          .satisfies(p -> assertThat(p.getContainerId()).isEqualTo(id));
      host.stopCollector();
      assertThat(
              host.all(
                  NewSequence.class,
                  s -> s.getExecutable().getPath().equals(watched.path().toString())))
          .as("the others are watched")
          .isNotEmpty();
    }
  }

  /** Another content and another directory, so that no two are one program. */
  private static Program copy(Path directory, String name, String content) throws Exception {
    Program program = Program.copyTo(Files.createDirectory(directory.resolve(name)));
    Files.writeString(program.path(), content, StandardOpenOption.APPEND);
    return program;
  }

  private static JsonNode row(OneHost host, Path program) throws Exception {
    String line = host.said("ps", "-p", "--json", "--filter", "PATH=" + program);
    return line.isEmpty() ? JSON.getNodeFactory().missingNode() : JSON.readTree(line);
  }

  private static long calls(OneHost host, Path program) throws Exception {
    return row(host, program).path("calls").asLong();
  }

  private static boolean isIgnoredOnTheTopic(OneHost host, Path program) {
    return !host.all(ProfileState.class, s -> isOf(s, program) && s.getIgnored()).isEmpty();
  }

  private static boolean isOf(ProfileState state, Path program) {
    return state.getExecutable().getPath().equals(program.toString());
  }

  private static byte[] sha256(byte[] bytes) throws Exception {
    return MessageDigest.getInstance("SHA-256").digest(bytes);
  }
}
