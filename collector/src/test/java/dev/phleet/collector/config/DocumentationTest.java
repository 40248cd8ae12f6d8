package dev.phleet.collector.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The table of keys in the README is the one in the code. */
final class DocumentationTest {
  @Test
  void shouldListEveryKeyWithDefaultAndMeaning() throws IOException {
    List<String> expected =
        Arrays.stream(Key.values())
            .map(key -> "| `%s` | %s | %s |".formatted(key.text(), defaultOf(key), key.meaning()))
            .toList();

    assertThat(Files.readAllLines(Path.of("README.md")).stream().filter(DocumentationTest::isRow))
        .containsExactlyElementsOf(expected);
  }

  private static String defaultOf(Key key) {
    boolean literal = !key.text().startsWith("host.") && !key.defaultText().isEmpty();
    return literal ? "`" + key.defaultText() + "`" : key.defaultText();
  }

  private static boolean isRow(String line) {
    return line.startsWith("| `") && !line.startsWith("| `kafka.");
  }
}
