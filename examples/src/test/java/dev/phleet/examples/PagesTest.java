package dev.phleet.examples;

import static org.assertj.core.api.Assertions.assertThat;

import dev.phleet.schemas.Topic;
import dev.phleet.schemas.Topics;
import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
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
