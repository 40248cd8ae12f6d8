package dev.phleet.examples;

import static org.assertj.core.api.Assertions.assertThat;

import dev.phleet.schemas.Topic;
import dev.phleet.schemas.Topics;
import dev.phleet.schemas.event.IncidentType;
import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What the pages say is so: topics, code, commands, links, versions. */
@Timeout(120)
@ExtendWith(OneFleet.class)
class PagesTest {
  private static final Sources SOURCES = new Sources();
  private static final Vocabulary VOCABULARY = new Vocabulary(SOURCES);
  private static final Commands COMMANDS = new Commands(SOURCES, VOCABULARY);

  static Stream<Page> pages() {
    return Page.all();
  }

  static List<Topic<?>> topics() {
    List<Topic<?>> topics = new ArrayList<>(Topics.all());
    topics.add(Topics.OCSF);
    return topics;
  }

  @ParameterizedTest
  @MethodSource("topics")
  void shouldListEveryTopicAsItIs(Topic<?> topic) {
    String cleanup =
        topic.cleanup().policy()
            + topic.retention().map(age -> ", " + age.toDays() + " d").orElse("");
    assertThat(Page.consuming().rows())
        .filteredOn(row -> row.get(0).equals("`" + topic.name() + "`"))
        .singleElement()
        .satisfies(
            row -> {
              assertThat(topic.key()).startsWith(row.get(1));
              assertThat(row.get(2)).contains(value(topic));
              assertThat(row.get(3)).isEqualTo(cleanup);
            });
  }

  private static String value(Topic<?> topic) {
    if (topic.equals(Topics.OCSF)) {
      return "JSON";
    }
    return topic.equals(Topics.DEAD_LETTERS) ? "bytes" : topic.valueType().getSimpleName();
  }

  /** Each block of code is an excerpt of a program that other tests run. */
  @ParameterizedTest
  @ValueSource(strings = {"java", "python"})
  void shouldShowOnlyCodeThatIsRun(String language) throws Exception {
    List<List<String>> programs = new ArrayList<>();
    try (Stream<Path> files = Files.walk(Program.EXAMPLES, 2)) {
      String ending = language.equals("java") ? ".java" : ".py";
      for (Path file : files.filter(f -> f.toString().endsWith(ending)).toList()) {
        programs.add(Page.stripped(Files.readString(file)));
      }
    }
    List<List<String>> blocks = Page.consuming().blocks(language);
    assertThat(blocks).isNotEmpty();
    assertThat(blocks)
        .allSatisfy(
            block ->
                assertThat(programs)
                    .as("a program with " + block)
                    .anyMatch(program -> Collections.indexOfSubList(program, block) >= 0));
  }

  @Test
  void shouldShowOnlyCommandsThatWork(Servers servers) throws Exception {
    List<String> commands = Page.consuming().blocks("sh").stream().flatMap(List::stream).toList();
    assertThat(commands).hasSize(3);
    for (String command : commands) {
      String here =
          command
              .replace("\"$(./phleet classpath)\"", "\"" + Program.classPath() + "\"")
              .replace("localhost:9092", servers.bootstrap())
              .replace("http://localhost:8081", servers.registryUrl());
      try (Program program =
          Program.start(
              Map.of("PYTHON", Program.python()), List.of("sh", "-ec", "cd .. && " + here))) {
        assertThat(program.output()).as(command).isNotEmpty();
        assertThat(program.code()).as(command + program.seen()).isZero();
      }
    }
  }

  @ParameterizedTest
  @MethodSource("pages")
  void shouldLinkOnlyToWhatIsThere(Page page) {
    assertThat(page.brokenLinks()).as(page.file().toString()).isEmpty();
  }

  @ParameterizedTest
  @MethodSource("pages")
  void shouldShowOnlyCommandsAndOptionsThatThereAre(Page page) {
    assertThat(COMMANDS.problems(page)).isEmpty();
  }

  @ParameterizedTest
  @MethodSource("pages")
  void shouldNameOnlyKeysMetricsAndTopicsThatThereAre(Page page) {
    assertThat(VOCABULARY.problems(page)).isEmpty();
  }

  @Test
  void shouldListEveryPageOfTheDocumentation() {
    String index = Page.read(Page.ROOT.resolve("docs/README.md")).text();
    assertThat(Page.all().filter(p -> p.file().getParent().equals(Page.ROOT.resolve("docs"))))
        .hasSizeGreaterThan(10)
        .map(page -> page.file().getFileName().toString())
        .filteredOn(name -> !name.equals("README.md"))
        .allSatisfy(name -> assertThat(index).contains("(" + name + ")"));
  }

  @Test
  void shouldExplainEveryRule() {
    Page page = Page.read(Page.ROOT.resolve("docs/correlation.md"));
    List<String> rules =
        Stream.of(IncidentType.values())
            .filter(type -> type != IncidentType.OTHER)
            .map(Enum::name)
            .toList();
    assertThat(rules)
        .allSatisfy(
            rule ->
                assertThat(page.text())
                    .contains(
                        "\n## " + rule + "\n",
                        "| [" + rule + "](#" + rule.toLowerCase(Locale.ROOT) + ") |"));
    assertThat(Pattern.compile("(?m)^## ([A-Z]+)$").matcher(page.text()).results())
        .extracting(heading -> heading.group(1))
        .containsExactlyInAnyOrderElementsOf(rules);
  }

  @Test
  void shouldSayOfMessagesWhatToDoOnlyIfTheyAreSaid() {
    List<List<String>> rows = quickStart().rowsBelow("| what you see |");
    assertThat(rows).hasSizeGreaterThan(5);
    assertThat(rows.stream().map(row -> row.get(0)).filter(cell -> cell.startsWith("`")))
        .allSatisfy(
            cell ->
                assertThat(cell.replace("`", "").split("\\.\\.\\."))
                    .allMatch(part -> SOURCES.says(part.strip())));
  }

  /** The picture's lower window, read from the newest call to the oldest. */
  @Test
  void shouldDrawTheWindowThatTheDemonstrationPrints() {
    String picture = Page.read(Page.ROOT.resolve("docs/window.svg")).text();
    Pattern call =
        Pattern.compile("<rect[^>]*/>\\s*<text[^>]*>(\\w+)</text>\\s*<text[^>]*>(now|\\d)( new)?<");
    List<String> calls =
        new ArrayList<>(
            call.matcher(picture.substring(picture.indexOf(">Anomaly:")))
                .results()
                .map(found -> found.group(1) + (found.group(3) == null ? "" : "*"))
                .toList());
    Collections.reverse(calls);

    assertThat(calls).hasSize(9);
    assertThat(Page.read(Page.ROOT.resolve("README.md")).text())
        .contains(String.join(" <- ", calls));
    assertThat(Page.read(Page.ROOT.resolve("docs/detection.md")).text())
        .contains(String.join(" <- ", calls));
  }

  /** The two commands of the quick start that need neither Kafka nor a build. */
  @Test
  void shouldPrintWhatTheQuickStartSays() throws Exception {
    try (Program help = Program.start(Map.of(), List.of("../phleet", "help"))) {
      assertThat(String.join("\n", help.output())).contains(COMMANDS.names());
      assertThat(help.code()).isZero();
    }
    try (Program doctor = Program.start(Map.of(), collector("doctor"))) {
      String output = String.join("\n", doctor.output());
      boolean able = doctor.code() == 0;
      assertThat(output).as("the machine may be unfit, the build not").doesNotContain("one build");
      assertThat(output).endsWith("The collector " + (able ? "can" : "cannot") + " run here.");
      if (able) {
        assertThat(checks(output)).containsAll(checks(quickStart().text())).hasSizeGreaterThan(8);
      }
    }
  }

  /** A command of the collector, with the class path of the tests in place of the launcher's. */
  private static List<String> collector(String command) {
    String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
    String classPath = Program.classPathWithLog().collect(Collectors.joining(File.pathSeparator));
    String main = dev.phleet.collector.Main.class.getName();
    return List.of(java, "-Xmx64m", "-XX:TieredStopAtLevel=1", "-cp", classPath, main, command);
  }

  private static List<String> checks(String output) {
    return Pattern.compile("(?m)^(?:ok|warning) +(\\S+(?: \\S+)?)  ")
        .matcher(output)
        .results()
        .map(check -> check.group(1).strip())
        .toList();
  }

  private static Page quickStart() {
    return Page.read(Page.ROOT.resolve("docs/quick-start.md"));
  }

  @Test
  void shouldHaveAPageForEveryExampleAndNameItsFiles() {
    File[] directories = Program.EXAMPLES.toFile().listFiles(File::isDirectory);
    assertThat(directories)
        .filteredOn(d -> !List.of("src", "target").contains(d.getName()))
        .hasSizeGreaterThan(6)
        .allSatisfy(
            directory -> {
              assertThat(Program.text("README.md"))
                  .contains("(" + directory.getName() + "/README.md)");
              String page = Program.text(directory.getName() + "/README.md");
              Pattern named = Pattern.compile("examples/([a-z-]+/\\w+\\.\\w+)");
              assertThat(named.matcher(page).results().map(r -> r.group(1)))
                  .allSatisfy(f -> assertThat(Program.EXAMPLES.resolve(f)).exists());
            });
  }

  /** The poms of the examples stand alone, so that they can be copied; their versions are ours. */
  @ParameterizedTest
  @ValueSource(strings = {"java", "java-confluent"})
  void shouldUseTheVersionsThatAreTested(String example) {
    String ours =
        Page.read(Page.ROOT.resolve("pom.xml")).text()
            + Page.read(Page.ROOT.resolve("schemas/pom.xml")).text();
    Pattern dependency =
        Pattern.compile("<artifactId>([^<]+)</artifactId>\\s*<version>([^<]+)</version>");
    assertThat(
            dependency
                .matcher(Program.text(example + "/pom.xml"))
                .results()
                .skip(1)
                .map(found -> found.group(2).replace("-SNAPSHOT", "")))
        .hasSizeGreaterThan(3)
        .allSatisfy(
            version ->
                assertThat(ours).containsPattern(">" + Pattern.quote(version) + "(-SNAPSHOT)?<"));
  }
}
