package dev.phleet.collector.model;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

/** Steps 1 to 4, worked out by hand. */
class ModelLearningTest {
  private static final ModelSettings DEFAULTS = ModelSettings.defaults();

  @Test
  void shouldLearnEveryDistanceOnceAndNoneFromEmptySlots() {
    Play play = new Play(DEFAULTS);

    assertThat(play.calls("A")).isEmpty();
    assertThat(Play.told(play.calls("A"))).containsExactly("N[1]");
    assertThat(Play.told(play.calls("A"))).containsExactly("N[2]");
    assertThat(Play.told(play.calls("AAAAAA")))
        .containsExactly("N[3]", "N[4]", "N[5]", "N[6]", "N[7]", "N[8]");
    assertThat(play.calls("AAAAAAAAAAAAAA")).isEmpty();
    assertThat(play.counters())
        .isEqualTo(new ModelCounters(23, 23, 14, 8, 0, 8, 1, ModelState.TRAINING));
  }

  @Test
  void shouldFreezeAtCallFourTimesTheLastNoveltyPlusOne() {
    Play play = new Play(DEFAULTS);

    play.calls("A".repeat(36));
    assertThat(play.profile().state()).isEqualTo(ModelState.TRAINING);
    List<Outcome> outcomes = play.calls("A");

    assertThat(Play.told(outcomes)).containsExactly("FROZEN");
    assertThat(play.counters())
        .isEqualTo(new ModelCounters(37, 37, 28, 8, 0, 8, 1, ModelState.FROZEN));
  }

  @Test
  void shouldLearnOnlyTheDistancesOfItsWindowLength() {
    Play play = new Play(DEFAULTS.withWindowLength(2));

    assertThat(Play.told(play.calls("ABAB"))).containsExactly("N[1]", "N[1]");
    assertThat(play.calls("ABABABAB")).isEmpty();
    assertThat(Play.told(play.calls("A"))).containsExactly("FROZEN");
    assertThat(play.counters().calls()).isEqualTo(13);
    assertThat(play.profile().training())
        .containsExactlyInAnyOrder(
            new Pair(Play.code('B'), Play.code('A'), 1),
            new Pair(Play.code('A'), Play.code('B'), 1));
  }

  @Test
  void shouldNeverFreezeBeforeAnythingWasLearned() {
    Play play = new Play(DEFAULTS);

    for (int i = 0; i < 101; i++) {
      play.detector().exec(Play.TASK, Play.PROFILE);
      assertThat(play.calls("A")).isEmpty();
    }
    assertThat(play.counters())
        .isEqualTo(new ModelCounters(101, 101, 101, 0, 0, 0, 1, ModelState.TRAINING));
  }

  @Test
  void shouldFreezeByAnotherFactor() {
    Play play = new Play(DEFAULTS.withWindowLength(2).withFactor(3, 2));

    play.calls("ABA");
    assertThat(play.calls("B")).isEmpty();
    assertThat(Play.told(play.calls("A"))).containsExactly("FROZEN");
  }

  @Test
  void shouldTrainAgainWhenFrozenAndSomethingNewComes() {
    Play play = new Play(DEFAULTS.withWindowLength(2));
    play.calls("ABABABABABABA");
    assertThat(play.profile().state()).isEqualTo(ModelState.FROZEN);

    List<Outcome> outcomes = play.calls("C");

    assertThat(Play.told(outcomes)).containsExactly("N[1]", "NOVELTY");
    assertThat(((Outcome.StateChange) outcomes.get(1)).previous()).isEqualTo(ModelState.FROZEN);
    assertThat(play.counters())
        .isEqualTo(new ModelCounters(14, 14, 0, 3, 0, 3, 3, ModelState.TRAINING));
    play.calls("C".repeat(46));
    assertThat(play.counters().calls()).as("CC1 is new at call 15").isEqualTo(60);
    assertThat(play.profile().state()).isEqualTo(ModelState.TRAINING);
    assertThat(Play.told(play.calls("C"))).containsExactly("FROZEN");
  }

  @Test
  void shouldBecomeNormalOnlyWhenTheWaitIsOver() {
    Play play = new Play(DEFAULTS.withWindowLength(2).withNormalWait(5));
    play.calls("ABABABABABABA");
    assertThat(play.now()).isEqualTo(13);

    assertThat(play.calls("BABAB")).as("until 18, the normal time itself").isEmpty();
    List<Outcome> outcomes = play.calls("A");

    assertThat(Play.told(outcomes)).containsExactly("BECAME_NORMAL");
    assertThat(play.counters())
        .isEqualTo(new ModelCounters(19, 0, 0, 2, 0, 2, 2, ModelState.NORMAL));
    assertThat(play.profile().test()).isEqualTo(play.profile().training());
  }

  @Test
  void shouldTestTheCallThatMakesTheProfileNormal() {
    Play play = new Play(DEFAULTS.withWindowLength(2).withNormalWait(0));
    play.calls("ABABABABABABA");

    play.calls("B");

    assertThat(play.profile().state()).isEqualTo(ModelState.NORMAL);
    assertThat(play.task().lfc()).isZero();
    assertThat(Play.told(play.calls("B"))).containsExactly("N[1]", "A[1]");
  }

  @Test
  void shouldNotTellNewSequencesWhenTheyAreSwitchedOff() {
    Play play = new Play(DEFAULTS.withSwitches(false, true));

    assertThat(play.calls("ABABAB")).isEmpty();
    assertThat(play.counters().sequences()).isEqualTo(5);
  }
}
