package dev.phleet.lab.bench;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import org.junit.jupiter.api.Test;

class OverheadOutputTest {
  private static final int COLUMNS = 120;

  @Test
  void shouldPrintEveryRowInAHundredAndTwentyColumns() {
    List<String> lines = new OverheadText(OverheadTables.ofEveryRow()).print().lines().toList();

    assertThat(lines).allSatisfy(line -> assertThat(line.length()).isLessThanOrEqualTo(COLUMNS));
    for (OverheadRow row : OverheadRow.values()) {
      assertThat(lines).anyMatch(line -> line.startsWith(row.label()));
    }
    assertThat(lines).anyMatch(line -> line.contains("normal") && line.matches(".* 15.0 +1.50"));
    assertThat(lines).anyMatch(line -> line.matches(" +ebpH +415.8 \\(bare 58.0\\) +357.8 +614.8"));
    assertThat(lines.subList(lines.size() - 2, lines.size()))
        .containsExactly(
            "compile: a project with a compiler", "compile-small: a small project with a compiler");
  }

  @Test
  void shouldPutEveryMeasureOfEveryRowIntoTheObject() {
    OverheadTable table = OverheadTables.ofEveryRow();

    JsonNode object = OverheadJson.of(table);

    assertThat(object.get("rounds").asInt()).isEqualTo(3);
    assertThat(object.get("rows")).hasSize(table.lines().size());
    assertThat(object.get("rows").findValuesAsText("row")).contains("getppid", "fork+sh");
    assertThat(object.get("rows").findValuesAsText("measure"))
        .containsExactly(
            "first", "second", "elapsed", "system", "user", "elapsed", "system", "user");
    assertThat(object.at("/compiled/compile").asText()).isEqualTo("a project with a compiler");
    JsonNode normal = object.at("/rows/0/subjects/normal");
    assertThat(normal.at("/takes/median").asDouble()).isPositive();
    assertThat(normal.at("/percent/high").asDouble()).isBetween(14.9, 15.1);
    assertThat(normal.at("/timesEmpty").asDouble()).isBetween(1.49, 1.51);
    assertThat(object.at("/rows/0/subjects/bare").has("adds")).isFalse();
    assertThat(object.at("/rows/0/published/percent").asDouble()).isPositive();
  }
}
