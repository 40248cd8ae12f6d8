package dev.phleet.sql;

import static org.assertj.core.api.Assertions.assertThat;

import dev.phleet.sql.statement.Script;
import java.io.IOException;
import java.nio.file.Files;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;

/** docs/sql.md says what is true. To renew it: -Dgolden=write. */
class CookbookTest {
  private static final Pattern OPTION = Pattern.compile("`(--[a-z-]+)");

  @Test
  void shouldHoldTheTablesAndQuestionsAsTheyAre() throws IOException {
    String page = Files.readString(Cookbook.PAGE);
    if ("write".equals(System.getProperty("golden"))) {
      Files.writeString(Cookbook.PAGE, Cookbook.made(page));
    }
    assertThat(Files.readString(Cookbook.PAGE)).isEqualTo(Cookbook.made(page));
  }

  @Test
  void shouldNameOnlyOptionsThatThereAreAndEveryOneOfThem() throws IOException {
    CommandLine command = Main.commandLine().getSubcommands().get("sql");
    List<String> named =
        OPTION.matcher(Files.readString(Cookbook.PAGE)).results().map(m -> m.group(1)).toList();

    assertThat(command.getCommandSpec().optionsMap().keySet()).containsAll(named);
    assertThat(named)
        .contains(
            "--bounded",
            "--json",
            "--csv",
            "--file",
            "--config",
            "--bootstrap-servers",
            "--registry",
            "--prefix",
            "--set");
  }

  @Test
  void shouldCallTheCommandOnlyInWaysThatItUnderstands() throws IOException {
    List<String> calls =
        Pattern.compile("(?m)^    \\./phleet sql(.*)$")
            .matcher(Files.readString(Cookbook.PAGE))
            .results()
            .map((MatchResult call) -> call.group(1))
            .toList();
    assertThat(calls).hasSizeGreaterThan(4);
    for (String call : calls) {
      String[] words = words(call.replaceFirst("#.*", "").strip());
      CommandLine.ParseResult parsed = Main.commandLine().parseArgs(words);
      assertThat(parsed.errors()).as(call).isEmpty();
      assertThat(Script.of(words[words.length - 1]).statements()).as(call).isNotEmpty();
    }
  }

  /** As a shell would: double quotes keep words together. */
  private static String[] words(String line) {
    return Stream.concat(
            Stream.of("sql"),
            Pattern.compile("\"([^\"]*)\"|(\\S+)")
                .matcher(line)
                .results()
                .map(word -> word.group(1) == null ? word.group(2) : word.group(1)))
        .toArray(String[]::new);
  }
}
