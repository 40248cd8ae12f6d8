package dev.phleet.collector.archive;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * The classes that a collector has loaded once it publishes. A JVM that loads them with {@code
 * -XX:ArchiveClassesAtExit=FILE} leaves an archive, from which a collector of the same JVM and the
 * same class path takes them with {@code -XX:SharedArchiveFile=FILE}: pages of a file that are
 * shared, in place of some 17 MB of its own. The list (classes.txt beside this class) is what
 * {@code -Xlog:class+load} says of a collector under load; a name too many or too few does no harm.
 */
public final class ArchivedClasses {
  private static final String LIST = "classes.txt";

  private ArchivedClasses() {}

  /** Loads them all; what this JVM does not have is left out. */
  public static void main(String[] arguments) {
    names().forEach(ArchivedClasses::isLoaded);
  }

  /** Their names. */
  static List<String> names() {
    try (InputStream in = ArchivedClasses.class.getResourceAsStream(LIST);
        var lines = new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8))) {
      return lines.lines().toList();
    } catch (IOException unreadable) {
      throw new UncheckedIOException("the list of classes cannot be read", unreadable);
    }
  }

  /** Loads one class without running any code of it. */
  static boolean isLoaded(String name) {
    try {
      return Class.forName(name, false, ArchivedClasses.class.getClassLoader()) != null;
    } catch (ClassNotFoundException | LinkageError absent) {
      return false;
    }
  }
}
