package dev.phleet.analyzer.query;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class OrderTest {
  private static JsonNode entry(String id, int hosts) {
    return JsonNodeFactory.instance.objectNode().put("id", id).put("hosts", hosts);
  }

  private static List<String> ids(List<JsonNode> entries) {
    return entries.stream().map(e -> e.path("id").asText()).toList();
  }

  @Test
  void shouldKeepTheFirstHoweverManyAreOfferedAndCountAll() {
    Selection selection = new Selection(new Order("hosts", true, "id"), 5);
    for (int i = 0; i < 23; i++) {
      selection.offer(entry("e" + i, i * 7 % 23));
    }
    assertThat(selection.total()).isEqualTo(23);
    assertThat(selection.from(2).stream().map(e -> e.path("hosts").asInt()))
        .containsExactly(20, 19, 18);
  }

  @Test
  void shouldPutTogetherPartsAsIfTheyWereOneList() {
    Order order = new Order("hosts", false, "id");
    Selection whole = new Selection(order, 7);
    Selection first = new Selection(order, 7);
    Selection second = new Selection(order, 7);
    for (int i = 0; i < 23; i++) {
      JsonNode entry = entry("e" + i, i % 3);
      whole.offer(entry);
      (i % 2 == 0 ? first : second).offer(entry);
    }
    Selection joined = new Selection(order, 7);
    joined.add(first.from(0), first.total());
    joined.add(second.from(0), second.total());
    assertThat(ids(joined.from(0))).isEqualTo(ids(whole.from(0)));
    assertThat(joined.total()).isEqualTo(23);
  }

  @Test
  void shouldSortTimesWrittenAsTextsAsTimes() {
    Instant whole = Instant.parse("2026-01-01T00:00:00Z");
    assertThat(EventDocument.time(whole)).isEqualTo("2026-01-01T00:00:00.000000Z");
    assertThat(EventDocument.time(whole)).isLessThan(EventDocument.time(whole.plusMillis(500)));
  }

  @Test
  void shouldWriteProfileKeysSoThatABrowserDoesNotRoundThem() {
    assertThat(EventDocument.hex(-1L)).isEqualTo("ffffffffffffffff");
    assertThat(EventDocument.hex(23)).isEqualTo("0000000000000017");
  }

  @Test
  void shouldAskAnotherInstanceTheSameWithItsPage() {
    Question question =
        new Question("/api/v1/hosts", Map.of("search", "a&b c", "limit", "5"), false);
    assertThat(question.with(new Page(0, 25)).target())
        .isEqualTo("/api/v1/hosts?limit=25&offset=0&search=a%26b+c");
  }
}
