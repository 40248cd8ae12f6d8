package dev.phleet.lab.e2e;

import com.sun.jna.Function;
import com.sun.jna.NativeLibrary;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * BPF links and programs that a process holds, and whether the kernel still has them.
 *
 * @param links ids of links: each is one attachment
 * @param programs ids of programs
 */
record KernelObjects(Set<Integer> links, Set<Integer> programs) {
  private static final Pattern LINK = Pattern.compile("(?m)^link_id:\\s*(\\d+)");
  private static final Pattern PROGRAM = Pattern.compile("(?m)^prog_id:\\s*(\\d+)");
  private static final int ENOENT = 2;

  /** What the process holds right now, by its open files; nothing when it has ended. */
  static KernelObjects heldBy(long pid) throws IOException {
    Set<Integer> links = new TreeSet<>();
    Set<Integer> programs = new TreeSet<>();
    try (Stream<Path> files = Files.list(Path.of("/proc", Long.toString(pid), "fdinfo"))) {
      for (Path file : files.collect(Collectors.toList())) {
        String text = readIfThere(file);
        collect(LINK, text, links);
        collect(PROGRAM, text, programs);
      }
    } catch (NoSuchFileException ended) {
      return new KernelObjects(Set.of(), Set.of());
    }
    return new KernelObjects(links, programs);
  }

  /** Whether the kernel knows any of them. */
  boolean exist() {
    return links.stream().anyMatch(id -> exists("bpf_link_get_fd_by_id", id))
        || programs.stream().anyMatch(id -> exists("bpf_prog_get_fd_by_id", id));
  }

  private static boolean exists(String lookUp, int id) {
    int fd = NativeLibrary.getInstance("libbpf.so.1").getFunction(lookUp).invokeInt(args(id));
    if (fd == -ENOENT) {
      return false;
    }
    if (fd < 0) {
      throw new IllegalStateException(lookUp + "(" + id + ") failed with errno " + -fd);
    }
    Function close = NativeLibrary.getInstance("c").getFunction("close");
    close.invokeInt(args(fd));
    return true;
  }

  private static Object[] args(int value) {
    return new Object[] {value};
  }

  private static String readIfThere(Path file) throws IOException {
    try {
      return Files.readString(file);
    } catch (NoSuchFileException closed) {
      return "";
    }
  }

  private static void collect(Pattern pattern, String text, Set<Integer> ids) {
    Matcher matcher = pattern.matcher(text);
    while (matcher.find()) {
      ids.add(Integer.valueOf(matcher.group(1)));
    }
  }
}
