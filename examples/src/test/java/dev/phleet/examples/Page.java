package dev.phleet.examples;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
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
  private static final Pattern LINK = Pattern.compile("\\]\\((?!https?:)([^)#]*)(#[^)]*)?\\)");
  private static final Pattern HEADING = Pattern.compile("(?m)^#+ (.*)$");

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

  /** The page about consuming, and those of the examples and of the schemas. */
  static Stream<Page> all() {
    try (Stream<Path> files = Files.walk(Program.EXAMPLES, 2)) {
      List<Page> pages =
          files
              .filter(file -> file.getFileName().toString().equals("README.md"))
              .map(Page::read)
              .toList();
      return Stream.concat(
          pages.stream(), Stream.of(consuming(), read(ROOT.resolve("schemas/README.md"))));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
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
    return LINK.matcher(text).results().filter(this::isBroken).map(MatchResult::group).toList();
  }

  private boolean isBroken(MatchResult link) {
    Path target = link.group(1).isEmpty() ? file : file.resolveSibling(link.group(1)).normalize();
    if (!Files.exists(target)) {
      return true;
    }
    return link.group(2) != null && !read(target).anchors().contains(link.group(2).substring(1));
  }

  private List<String> anchors() {
    return HEADING
        .matcher(text)
        .results()
        .map(heading -> heading.group(1).toLowerCase(Locale.ROOT))
        .map(heading -> heading.replaceAll("[^a-z0-9 -]", "").replace(' ', '-'))
        .toList();
  }
}
