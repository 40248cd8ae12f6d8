package dev.phleet.analyzer.fleet;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

class RecurringTextsTest {
  private final RecurringTexts texts = new RecurringTexts();

  @Test
  void shouldGiveTheFirstCopyOfATextThatComesAgain() {
    String first = "sha256:" + texts.hashCode();
    String again = "sha256:" + texts.hashCode();

    assertThat(texts.same(first)).isSameAs(first);
    assertThat(texts.same(again)).isSameAs(first);
  }

  @Test
  void shouldNeverGiveAnotherTextHoweverManyThereAre() {
    Random random = new Random(1);
    Map<String, Integer> copies = new HashMap<>();
    for (int i = 0; i < 200_000; i++) {
      String text = "run-" + random.nextInt(20_000);
      assertThat(texts.same(text)).isEqualTo(text);
      copies.merge(text, 1, Integer::sum);
    }
    assertThat(copies).hasSizeGreaterThan(10_000);
  }
}
