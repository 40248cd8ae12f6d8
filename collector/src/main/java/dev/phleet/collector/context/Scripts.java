package dev.phleet.collector.context;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Finds the script of an interpreter's process: the kernel puts its name into the command line,
 * after the interpreter's own options.
 */
public final class Scripts {
  private static final Pattern SHELL = Pattern.compile("(ba|da|a|z|k|mk|fi|c|tc)?sh(-static)?");
  private static final Pattern OTHERS =
      Pattern.compile(
          "(python|pypy|perl|ruby|node|nodejs|php|lua|luajit|tclsh|wish|Rscript|guile)[0-9.]*");

  private final Path proc;

  /** Over the /proc of this machine. */
  public Scripts() {
    this(Path.of("/proc"));
  }

  /**
   * Over another directory like /proc.
   *
   * @param proc directory
   */
  public Scripts(Path proc) {
    this.proc = proc;
  }

  /**
   * The script that a process runs; empty when it is no interpreter, runs no file, or is gone.
   *
   * @param pid the process
   * @return path of the script, absolute, as the process sees it
   */
  public Optional<String> of(int pid) {
    Path process = proc.resolve(Integer.toString(pid));
    String interpreter = ProcFiles.link(process.resolve("exe")).map(Scripts::name).orElse("");
    boolean isShell = SHELL.matcher(interpreter).matches();
    if (!isShell && !OTHERS.matcher(interpreter).matches()) {
      return Optional.empty();
    }
    return ProcFiles.bytes(process.resolve("cmdline"))
        .map(bytes -> new String(bytes, StandardCharsets.UTF_8).split("\0", -1))
        .flatMap(words -> argument(words, isShell))
        .flatMap(name -> absolute(process, name))
        .filter(path -> isFile(process, path));
  }

  /**
   * The path of a name that a process used.
   *
   * @param pid the process
   * @param name absolute, or relative to its working directory
   */
  public Optional<String> absolute(int pid, String name) {
    return absolute(proc.resolve(Integer.toString(pid)), name);
  }

  /**
   * Where a path as a process sees it can be read from here.
   *
   * @param pid the process
   * @param path absolute
   */
  public Path inRootOf(int pid, String path) {
    return inRoot(proc.resolve(Integer.toString(pid)), path);
  }

  /** The first word that is no option, unless an option before it carries the program itself. */
  private static Optional<String> argument(String[] words, boolean isShell) {
    String inline = isShell ? "cs" : "cem";
    for (int i = 1; i < words.length; i++) {
      String word = words[i];
      if (!word.startsWith("-") && !word.startsWith("+")) {
        return word.isEmpty() ? Optional.empty() : Optional.of(word);
      }
      boolean cluster = word.matches("-[A-Za-z]{1,4}");
      if (word.equals("-") || (cluster && word.chars().anyMatch(c -> inline.indexOf(c) >= 0))) {
        return Optional.empty();
      }
    }
    return Optional.empty();
  }

  private static Optional<String> absolute(Path process, String name) {
    try {
      if (name.startsWith("/")) {
        return Optional.of(name);
      }
      return ProcFiles.link(process.resolve("cwd"))
          .map(directory -> Path.of(directory).resolve(name).normalize().toString());
    } catch (InvalidPathException odd) {
      return Optional.empty();
    }
  }

  private static boolean isFile(Path process, String path) {
    try {
      return Files.isRegularFile(inRoot(process, path));
    } catch (InvalidPathException odd) {
      return false;
    }
  }

  private static Path inRoot(Path process, String path) {
    return process.resolve("root").resolve(path.substring(1));
  }

  private static String name(String path) {
    return path.substring(path.lastIndexOf('/') + 1);
  }
}
