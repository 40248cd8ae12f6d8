package dev.phleet.examples;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * A page of the documentation.
 *
 * @param file where it is
 * @param text what it says
 */
record Page(Path file, String text) {
  private static final Pattern LINK =
      Pattern.compile("\\]\\((?!https?:|mailto:)([^)#]*)(#[^)]*)?\\)");
  private static final Pattern HEADING = Pattern.compile("(?m)^#+ (.*)$");
  private static final Pattern FENCED = Pattern.compile("(?ms)^```.*?^```$");
  private static final Pattern SPAN = Pattern.compile("`([^`\n]+)`");
  private static final Pattern NOT_OURS = Pattern.compile("target|node_modules|\\..*");

  /** The top of the checkout. */
  static final Path ROOT = Program.EXAMPLES.resolveSibling("examples").getParent();

  static Page read(Path file) {
    try {
      return new Page(file, Files.readString(file));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The page about consuming. */
  static Page consuming() {
    return read(ROOT.resolve("docs/consuming.md"));
  }

  /** Every page of the project, and none of what a build leaves behind. */
  static Stream<Page> all() {
    List<Path> files = new ArrayList<>();
    try {
      Files.walkFileTree(
          ROOT,
          new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult preVisitDirectory(Path directory, BasicFileAttributes ignored) {
              boolean ours =
                  directory.equals(ROOT)
                      || !NOT_OURS.matcher(directory.getFileName().toString()).matches();
              return ours ? FileVisitResult.CONTINUE : FileVisitResult.SKIP_SUBTREE;
            }

            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes ignored) {
              if (file.toString().endsWith(".md")) {
                files.add(file);
              }
              return FileVisitResult.CONTINUE;
            }
          });
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return files.stream().sorted().map(Page::read);
  }

  @Override
  public String toString() {
    return ROOT.relativize(file).toString();
  }

  /** The lines of its blocks of code, fenced or indented, each block a list. */
  List<List<String>> blocks() {
    List<List<String>> blocks = new ArrayList<>(List.of(new ArrayList<>()));
    boolean fenced = false;
    boolean before = false;
    for (String line : text.lines().toList()) {
      boolean fence = line.startsWith("```");
      fenced ^= fence;
      boolean code = !fence && (fenced || line.startsWith("    "));
      if (code && !before) {
        blocks.add(new ArrayList<>());
      }
      if (code) {
        blocks.get(blocks.size() - 1).add(line.strip());
      }
      before = code || (before && line.isBlank());
    }
    return blocks;
  }

  /** What stands in back quotes in its text. */
  List<String> spans() {
    return SPAN.matcher(prose()).results().map(span -> span.group(1).strip()).toList();
  }

  private String prose() {
    return FENCED.matcher(text).replaceAll("");
  }

  /** Tables whose heading begins so, by rows and cells; the heading is not among the rows. */
  List<List<String>> rowsBelow(String heading) {
    List<List<String>> rows = new ArrayList<>();
    boolean inside = false;
    for (String line : text.lines().toList()) {
      inside = line.startsWith(heading) || (inside && line.startsWith("|"));
      if (inside && !line.startsWith(heading) && !line.startsWith("|--")) {
        rows.add(Stream.of(line.split("\\|", -1)).skip(1).map(String::strip).toList());
      }
    }
    return rows;
  }

  /** The blocks of code in a language, as lines without their indentation. */
  List<List<String>> blocks(String language) {
    return Pattern.compile("(?s)```" + language + "\n(.*?)```")
        .matcher(text)
        .results()
        .map(block -> stripped(block.group(1)))
        .toList();
  }

  /** Lines without indentation. */
  static List<String> stripped(String code) {
    return code.lines().map(String::strip).filter(line -> !line.isEmpty()).toList();
  }

  /** The rows of its tables whose first cell is in backquotes, by cells. */
  List<List<String>> rows() {
    return text.lines()
        .filter(line -> line.startsWith("| `"))
        .map(line -> Stream.of(line.split("\\|")).skip(1).map(String::strip).toList())
        .toList();
  }

  /** The links that lead nowhere. */
  List<String> brokenLinks() {
    return LINK.matcher(prose()).results().filter(this::isBroken).map(MatchResult::group).toList();
  }

  private boolean isBroken(MatchResult link) {
    Path target = link.group(1).isEmpty() ? file : file.resolveSibling(link.group(1)).normalize();
    if (!Files.exists(target)) {
      return true;
    }
    return link.group(2) != null && !read(target).anchors().contains(link.group(2).substring(1));
  }

  /** As the common sites that show Markdown make them; the second of a kind has -1 behind it. */
  private List<String> anchors() {
    List<String> anchors = new ArrayList<>();
    for (MatchResult heading : HEADING.matcher(prose()).results().toList()) {
      String words = heading.group(1).toLowerCase(Locale.ROOT);
      String anchor = words.replaceAll("[^\\p{L}\\p{N}_ -]", "").replace(' ', '-');
      int again = Collections.frequency(anchors, anchor);
      anchors.add(again == 0 ? anchor : anchor + "-" + again);
    }
    return anchors;
  }
}
