package dev.phleet.lab.child;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * Class paths for children. The launcher keeps all jars in one directory and beside it a list for
 * each module, {@code <module>.jars}; then a child gets only what its module needs. Elsewhere (a
 * test, an IDE) it gets the class path of this JVM.
 */
public final class ClassPath {
  private ClassPath() {}

  /**
   * The class path of a module, with the lab's own classes at its end.
   *
   * @param module e.g. {@code collector}
   * @return the class path
   * @throws IOException when the module's list cannot be read
   */
  public static String of(String module) throws IOException {
    String mine = System.getProperty("java.class.path");
    for (String entry : mine.split(File.pathSeparator, -1)) {
      Path jar = Path.of(entry).toAbsolutePath();
      Path lib = jar.getParent();
      if (jar.getFileName() != null && jar.getFileName().toString().equals("phleet-lab.jar")) {
        Path list = lib.resolveSibling(module + ".jars");
        if (Files.isReadable(list)) {
          return fromList(list, lib, jar);
        }
      }
    }
    return mine;
  }

  private static String fromList(Path list, Path lib, Path labJar) throws IOException {
    List<String> entries = new ArrayList<>();
    try (Stream<String> names = Files.lines(list)) {
      names.filter(n -> !n.isBlank()).forEach(n -> entries.add(lib.resolve(n).toString()));
    }
    if (!entries.contains(labJar.toString())) {
      entries.add(labJar.toString());
    }
    return String.join(File.pathSeparator, entries);
  }
}
