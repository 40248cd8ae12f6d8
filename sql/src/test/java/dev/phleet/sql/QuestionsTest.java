package dev.phleet.sql;

import static org.assertj.core.api.Assertions.assertThat;

import dev.phleet.sql.engine.Engine;
import dev.phleet.sql.output.OutputFormat;
import dev.phleet.sql.statement.Script;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every question in ksql/questions, asked of a real broker about what is known. */
class QuestionsTest {
  private static final Path QUESTIONS = Path.of("..", "ksql", "questions");
  private static final Path ANSWERS = Path.of("src", "test", "resources", "answers");
  private static final String FLINK = ".flink.sql";

  @TempDir private static Path directory;
  private static Servers servers;
  private static Output output;

  @BeforeAll
  static void publish() throws Exception {
    servers = Servers.start(directory);
    KnownEvents.publish(servers);
    output = new Output(servers, OutputFormat.CSV);
  }

  @AfterAll
  static void stop() {
    output.close();
    servers.close();
  }

  static List<String> names(String ending) throws IOException {
    try (Stream<Path> files = Files.list(QUESTIONS)) {
      return files
          .map(file -> file.getFileName().toString())
          .filter(name -> name.endsWith(ending))
          .map(name -> name.substring(0, name.length() - ending.length()))
          .sorted()
          .toList();
    }
  }

  static List<String> questions() throws IOException {
    return names(FLINK);
  }

  @ParameterizedTest
  @MethodSource("questions")
  void shouldAnswerExactly(String name) throws IOException {
    String question = Files.readString(QUESTIONS.resolve(name + FLINK));
    List<String> expected = Files.readAllLines(ANSWERS.resolve(name + ".csv"));

    List<String> answer = output.of(question).lines().toList();

    assertThat(answer.get(0)).isEqualTo(expected.get(0));
    if (question.toUpperCase(Locale.ROOT).contains("ORDER BY")) {
      assertThat(answer).containsExactlyElementsOf(expected);
    } else {
      assertThat(answer).containsExactlyInAnyOrderElementsOf(expected);
    }
  }

  @Test
  void shouldAskNothingThatCannotBeAskedOfAStreamThatGoesOn() throws IOException {
    try (Engine engine = Engine.start(servers.source(false))) {
      for (String name : questions()) {
        String file = Files.readString(QUESTIONS.resolve(name + FLINK));
        for (String statement : Script.of(file).statements()) {
          assertThat(engine.plan(statement).tables()).as(name).isNotEmpty();
        }
      }
    }
  }

  @Test
  void shouldHaveEveryQuestionInBothDialects() throws IOException {
    assertThat(names(".ksql.sql")).isEqualTo(names(FLINK)).hasSizeGreaterThan(12);
  }
}
