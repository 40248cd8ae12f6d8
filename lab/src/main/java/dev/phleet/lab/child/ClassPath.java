package dev.phleet.lab.child;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
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
    Optional<Path> jar = labJar();
    Optional<Path> list = beside(module + ".jars");
    if (jar.isPresent() && list.isPresent()) {
      return fromList(list.get(), jar.get().getParent(), jar.get());
    }
    return System.getProperty("java.class.path");
  }

  /** The JVM's archive of a module's classes, {@code <module>.jsa}, where the launcher made one. */
  static Optional<Path> archiveOf(String module) {
    return beside(module + ".jsa");
  }

  /** A file beside the launcher's directory of jars. */
  private static Optional<Path> beside(String name) {
    return labJar().map(jar -> jar.getParent().resolveSibling(name)).filter(Files::isReadable);
  }

  private static Optional<Path> labJar() {
    return Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator, -1))
        .map(entry -> Path.of(entry).toAbsolutePath())
        .filter(jar -> jar.endsWith("phleet-lab.jar"))
        .findFirst();
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
