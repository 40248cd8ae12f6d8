package dev.phleet.lab.child;

import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * How to start a child JVM.
 *
 * @param name what the lab calls it
 * @param module directory of its flags, {@code dev/phleet/<module>/jvm.options}
 * @param classPath its class path
 * @param flags further JVM flags
 * @param command its main class and arguments
 * @param announces whether it announces something on standard output; else that goes to the log
 */
public record ChildJvm(
    String name,
    String module,
    String classPath,
    List<String> flags,
    List<String> command,
    boolean announces) {

  /**
   * Starts it, in a session of its own, so that Ctrl-C reaches the lab and nothing else.
   *
   * @param log the file for what it says
   * @return the running child
   * @throws IOException when it cannot be started
   */
  public Child start(Path log) throws IOException {
    List<String> line = new ArrayList<>();
    line.add("setsid");
    line.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    line.addAll(moduleFlags(module));
    ClassPath.archiveOf(module).ifPresent(archive -> line.addAll(archiveFlags(archive)));
    line.addAll(flags);
    line.add("-cp");
    line.add(classPath);
    line.add(Tether.class.getName());
    line.addAll(command);
    ProcessBuilder builder = new ProcessBuilder(line);
    // Else glibc keeps an arena of its own for nearly every thread.
    builder.environment().putIfAbsent("MALLOC_ARENA_MAX", "2");
    File file = log.toFile();
    builder.redirectError(ProcessBuilder.Redirect.appendTo(file));
    if (!announces) {
      builder.redirectOutput(ProcessBuilder.Redirect.appendTo(file));
    }
    return new Child(name, builder.start(), log);
  }

  /** An archive of classes that does not fit is left alone; then nothing is to be said of it. */
  private static List<String> archiveFlags(Path archive) {
    return List.of("-XX:SharedArchiveFile=" + archive, "-Xlog:cds=off", "-Xlog:cds+dynamic=off");
  }

  /** The flags that a module is always started with; none when it has no such file. */
  static List<String> moduleFlags(String module) {
    String resource = "dev/phleet/" + module + "/jvm.options";
    try (InputStream in = ChildJvm.class.getClassLoader().getResourceAsStream(resource)) {
      if (in == null) {
        return List.of();
      }
      return new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8))
          .lines()
          .map(String::strip)
          .filter(l -> !l.isEmpty() && !l.startsWith("#"))
          .flatMap(l -> List.of(l.split("\\s+")).stream())
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
