package dev.phleet.collector.model;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

/** Steps 5 and 6, worked out by hand: windows of three, AB is normal. */
class ModelTestingTest {
  @Test
  void shouldNameTheDistancesThatMismatch() {
    Play play = Play.normalAfterEighteenCalls(30, 12);
    assertThat(play.profile().state()).isEqualTo(ModelState.NORMAL);

    List<Outcome> outcomes = play.calls("CABA");

    assertThat(Play.told(outcomes))
        .containsExactly("N[1, 2]", "A[1, 2]", "N[1, 2]", "A[1, 2]", "N[2]", "A[2]");
    Outcome.Anomaly last = (Outcome.Anomaly) outcomes.get(5);
    assertThat(last.window().subList(0, 4))
        .containsExactly(Play.code('B'), Play.code('A'), Play.code('C'), Play.code('B'));
    assertThat(last.lfc()).isEqualTo(3);
    assertThat(last.maxLfc()).isEqualTo(3);
    assertThat(last.counters())
        .isEqualTo(new ModelCounters(21, 3, 0, 6, 3, 9, 3, ModelState.NORMAL));
  }

  @Test
  void shouldCallTheSameNoveltyAnAnomalyEachTimeButNewOnlyOnce() {
    Play play = Play.normalAfterEighteenCalls(30, 12);
    play.calls("CABAB");

    assertThat(Play.told(play.calls("CAB"))).containsExactly("A[1, 2]", "A[1, 2]", "A[2]");
    assertThat(play.counters().anomalies()).isEqualTo(6);
  }

  @Test
  void shouldTestAgainstWhatWasKnownWhenItBecameNormal() {
    Play play = Play.normalAfterEighteenCalls(30, 12);
    play.calls("CAB");

    assertThat(play.profile().training()).hasSize(9);
    assertThat(play.profile().test()).hasSize(4);
  }

  @Test
  void shouldGoBackToTrainingWithOneAnomalyTooMany() {
    Play play = Play.normalAfterEighteenCalls(2, 0);

    assertThat(Play.told(play.calls("CA")))
        .containsExactly("N[1, 2]", "A[1, 2]", "TOLERIZE_LIMIT", "N[1, 2]", "A[1, 2]");
    List<Outcome> outcomes = play.calls("B");

    assertThat(Play.told(outcomes)).containsExactly("N[1, 2]", "A[2]", "ANOMALY_LIMIT");
    assertThat(outcomes.get(1).counters().state()).isEqualTo(ModelState.TRAINING);
    assertThat(play.counters())
        .isEqualTo(new ModelCounters(21, 2, 0, 2, 3, 4, 3, ModelState.TRAINING));
    assertThat(play.profile().test()).hasSize(4);
  }

  @Test
  void shouldKeepAllDataWhenTooManyAnomaliesSendItBackToTraining() {
    Play play = Play.normalAfterEighteenCalls(2, 12);

    play.calls("CAB");

    assertThat(play.counters())
        .isEqualTo(new ModelCounters(21, 3, 0, 6, 3, 9, 3, ModelState.TRAINING));
    assertThat(play.profile().test()).hasSize(4);
    assertThat(play.task().lfc()).as("the frame is kept").isEqualTo(3);
  }

  @Test
  void shouldForgetTheTrainingDataWhenLfcCrossesTheTolerizeLimit() {
    Play play = Play.normalAfterEighteenCalls(30, 2);

    List<Outcome> outcomes = play.calls("CAB");

    assertThat(Play.told(outcomes).subList(4, 7)).containsExactly("N[2]", "A[2]", "TOLERIZE_LIMIT");
    ModelCounters after = new ModelCounters(21, 0, 0, 0, 3, 0, 3, ModelState.NORMAL);
    assertThat(outcomes.get(5).counters()).isEqualTo(after);
    assertThat(outcomes.get(6).counters()).isEqualTo(after);
    assertThat(play.profile().training()).isEmpty();
    assertThat(play.profile().test()).hasSize(4);
  }

  @Test
  void shouldForgetTheTrainingDataOncePerCrossing() {
    Play play = Play.normalAfterEighteenCalls(1000, 2);
    play.detector().change(play.detector().settings().withLocalityWindow(7));

    assertThat(count(play.calls("CABCABAB"), "TOLERIZE_LIMIT")).isEqualTo(1);
    assertThat(play.task().lfc()).as("the last 7: ABCAB are anomalies, AB are not").isEqualTo(5);
    play.calls("ABAB");
    assertThat(play.task().lfc()).as("the last 7: B is an anomaly, ABABAB are not").isEqualTo(1);
    assertThat(count(play.calls("CA"), "TOLERIZE_LIMIT")).as("at the limit again").isZero();
    assertThat(play.task().lfc()).isEqualTo(2);
    assertThat(count(play.calls("B"), "TOLERIZE_LIMIT")).isEqualTo(1);
  }

  @Test
  void shouldCountOnlyTheLastCallsInLfcAndRememberTheHighest() {
    Play play = Play.normalAfterEighteenCalls(30, 12);
    play.calls("CAB");
    assertThat(play.task().lfc()).isEqualTo(3);

    play.calls("AB".repeat(62));
    assertThat(play.task().lfc()).as("124 + 3 calls").isEqualTo(3);
    play.calls("AB");
    assertThat(play.task().lfc()).isEqualTo(2);
    play.calls("AB");
    assertThat(play.task().lfc()).isZero();
    assertThat(play.task().maxLfc()).isEqualTo(3);
  }

  private static long count(List<Outcome> outcomes, String told) {
    return Play.told(outcomes).stream().filter(told::equals).count();
  }
}
