package dev.phleet.lab.images;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A Dockerfile as far as this project's goes: stages of instructions. What it does not know is an
 * error, so that nothing is passed over.
 *
 * @param stages in the order of the file
 */
record Dockerfile(List<Stage> stages) {
  private static final List<String> KNOWN =
      List.of(
          "FROM",
          "RUN",
          "COPY",
          "ENV",
          "LABEL",
          "WORKDIR",
          "USER",
          "VOLUME",
          "EXPOSE",
          "HEALTHCHECK",
          "STOPSIGNAL",
          "ENTRYPOINT",
          "CMD");
  private static final Pattern FLAG = Pattern.compile("^--([a-z-]+)=(\\S+)\\s+");
  private static final Pattern FROM = Pattern.compile("(\\S+)\\s+AS\\s+(\\S+)");

  /**
   * One instruction.
   *
   * @param line where it begins, from 1
   * @param keyword in capitals
   * @param flags such as {@code from=build}
   * @param text what follows, the lines joined
   */
  record Instruction(int line, String keyword, List<String> flags, String text) {
    Optional<String> flag(String name) {
      return flags.stream()
          .filter(flag -> flag.startsWith(name + "="))
          .map(flag -> flag.substring(name.length() + 1))
          .findFirst();
    }

    /** The words of a JSON array, or those between spaces. */
    List<String> words() {
      if (!text.startsWith("[")) {
        return List.of(text.split("\\s+"));
      }
      List<String> words = new ArrayList<>();
      Matcher quoted = Pattern.compile("\"([^\"\\\\]*)\"").matcher(text);
      while (quoted.find()) {
        words.add(quoted.group(1));
      }
      return words;
    }
  }

  /**
   * One stage.
   *
   * @param name of the stage
   * @param base an image, or an earlier stage
   * @param steps without FROM
   */
  record Stage(String name, String base, List<Instruction> steps) {}

  static Dockerfile read(Path file) throws IOException {
    return parse(Files.readString(file));
  }

  static Dockerfile parse(String text) {
    List<Stage> stages = new ArrayList<>();
    for (Instruction instruction : instructions(text.lines().toList())) {
      if (instruction.keyword().equals("FROM")) {
        Matcher from = FROM.matcher(instruction.text());
        require(from.matches(), instruction, "FROM IMAGE AS NAME");
        stages.add(new Stage(from.group(2), from.group(1), new ArrayList<>()));
      } else {
        require(!stages.isEmpty(), instruction, "FROM first");
        stages.get(stages.size() - 1).steps().add(instruction);
      }
    }
    return new Dockerfile(stages);
  }

  /** A stage by its name. */
  Optional<Stage> stage(String name) {
    return stages.stream().filter(stage -> stage.name().equals(name)).findFirst();
  }

  private static List<Instruction> instructions(List<String> lines) {
    List<Instruction> instructions = new ArrayList<>();
    StringBuilder text = new StringBuilder();
    int begin = 0;
    for (int i = 0; i < lines.size(); i++) {
      String line = lines.get(i);
      if (line.strip().startsWith("#") || line.isBlank()) {
        continue;
      }
      begin = text.isEmpty() ? i + 1 : begin;
      boolean goesOn = line.endsWith("\\");
      text.append(goesOn ? line.substring(0, line.length() - 1) : line);
      if (!goesOn) {
        instructions.add(instruction(begin, text.toString().strip()));
        text.setLength(0);
      }
    }
    return instructions;
  }

  private static Instruction instruction(int line, String text) {
    String keyword = text.split("\\s", 2)[0];
    String rest = text.substring(keyword.length()).strip();
    List<String> flags = new ArrayList<>();
    Matcher flag = FLAG.matcher(rest);
    while (flag.find()) {
      flags.add(flag.group(1) + "=" + flag.group(2));
      rest = rest.substring(flag.end());
      flag = FLAG.matcher(rest);
    }
    Instruction instruction =
        new Instruction(line, keyword.toUpperCase(Locale.ROOT), List.copyOf(flags), rest);
    require(KNOWN.contains(instruction.keyword()), instruction, "one of " + KNOWN);
    return instruction;
  }

  private static void require(boolean condition, Instruction instruction, String expected) {
    if (!condition) {
      throw new IllegalArgumentException(
          "line " + instruction.line() + ": expected " + expected + ", found " + instruction);
    }
  }
}
