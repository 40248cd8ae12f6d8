package dev.phleet.collector.publish;

import static org.assertj.core.api.Assertions.assertThat;

import dev.phleet.collector.detector.ProfileRow;
import dev.phleet.collector.event.ProfileState;
import dev.phleet.collector.event.Records;
import dev.phleet.collector.event.StateReason;
import dev.phleet.collector.profile.Images;
import dev.phleet.collector.profile.ProfileImage;
import dev.phleet.schemas.Topics;
import dev.phleet.schemas.event.Pair;
import dev.phleet.schemas.event.ProfilePairs;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Whose pairs are published when, and as what. */
final class PairsDueTest {
  private static final long KEY = Records.PROFILE_KEY;
  private final Wiring wiring = new Wiring(23);

  @AfterEach
  void close() {
    wiring.close();
  }

  @Test
  void shouldPublishEveryPairOfAProfileThatFreezes() throws InterruptedException {
    ProfileImage image = image(KEY, 7);
    wiring.accept(Records.state(ProfileState.TRAINING, ProfileState.FROZEN, StateReason.FROZEN));

    assertThat(wiring.next().topic()).isEqualTo(Topics.PROFILE_STATES);
    Outgoing outgoing = wiring.next();
    ProfilePairs pairs = (ProfilePairs) outgoing.value();

    assertThat(outgoing.topic()).isEqualTo(Topics.PROFILE_PAIRS);
    assertThat(outgoing.key()).isEqualTo("host-1/%016x".formatted(KEY));
    assertThat(pairs.getSource().getSequence()).isEqualTo(1);
    assertThat(pairs.getArchitecture()).isEqualTo("x86_64");
    assertThat(pairs.getExecutable().getProfileKey()).isEqualTo(KEY);
    assertThat(pairs.getCalls()).hasSameSizeAs(image.calls());
    assertThat(cells(pairs, image, true)).containsExactlyInAnyOrderElementsOf(image.training());
    assertThat(cells(pairs, image, false)).containsExactlyInAnyOrderElementsOf(image.test());
  }

  @Test
  void shouldNotPublishForAStateThatLeavesTheDataAsItIs() throws InterruptedException {
    wiring.accept(Records.state(ProfileState.FROZEN, ProfileState.TRAINING, StateReason.NOVELTY));
    wiring.accept(Records.state(ProfileState.NORMAL, ProfileState.NORMAL, StateReason.IGNORED));

    assertThat(List.of(wiring.next().topic(), wiring.next().topic()))
        .containsOnly(Topics.PROFILE_STATES);
    assertThat(wiring.queue.size()).isZero();
  }

  @Test
  void shouldPublishWhatGrewOnceUntilItGrowsAgain() throws InterruptedException {
    ProfileRow row = row(image(3, 11));
    wiring.pairs.look(List.of(row));
    wiring.pairs.look(List.of(row));
    assertThat(wiring.queue.size()).isEqualTo(1);
    assertThat(wiring.next().value()).isInstanceOf(ProfilePairs.class);

    wiring.pairs.look(List.of(row));
    assertThat(wiring.queue.size()).as("nothing is new").isZero();

    wiring.pairs.look(List.of(row(image(3, 12))));
    assertThat(wiring.queue.size()).as("it grew").isEqualTo(1);
  }

  @Test
  void shouldHaveAProfileWaitOnceHoweverOftenItChanges() {
    wiring.pairs.loaded(row(image(3, 11)));
    wiring.pairs.loaded(row(image(3, 12)));
    wiring.pairs.loaded(row(image(3, 13)));

    assertThat(wiring.queue.size()).isEqualTo(1);
  }

  @Test
  void shouldPublishNothingForAProfileThatIsGone() throws InterruptedException {
    wiring.pairs.look(List.of(row(image(3, 11))));
    wiring.images.clear();

    assertThat(wiring.mapper.map(wiring.queue.take().orElseThrow())).isEmpty();
    assertThat(wiring.sequencer.last()).as("no number is used up").isEmpty();
    assertThat(wiring.pairs.unreadable()).isZero();
  }

  @Test
  void shouldWaitUntilACrowdedQueueHasRoomAndCountIt() throws InterruptedException {
    List<ProfileRow> rows = new ArrayList<>();
    for (long key = 1; key <= 23; key++) {
      rows.add(row(image(key, key)));
    }
    wiring.pairs.look(rows);

    assertThat(wiring.queue.size()).as("half of the room stays free").isEqualTo(12);
    assertThat(wiring.pairs.postponed()).isEqualTo(11);
    while (wiring.queue.size() > 0) {
      wiring.next();
    }
    wiring.pairs.catchUp();
    assertThat(wiring.queue.size()).isEqualTo(11);
    while (wiring.queue.size() > 0) {
      wiring.next();
    }
    assertThat(wiring.sequencer.last()).containsEntry("profile-pairs", 23L);
    assertThat(wiring.queue.overflow()).isEmpty();
  }

  @Test
  void shouldCountAProfileThatCannotBeReadAndTryItAgain() throws InterruptedException {
    PairsDue pairs =
        new PairsDue(
            wiring.queue,
            key -> {
              throw new IllegalStateException("it is being changed all the while");
            });
    pairs.look(List.of(row(image(3, 11))));

    assertThat(wiring.mapper.map(wiring.queue.take().orElseThrow())).isEmpty();
    assertThat(pairs.unreadable()).isEqualTo(1);
    pairs.catchUp();
    assertThat(wiring.queue.size()).isEqualTo(1);
  }

  private ProfileImage image(long key, long seed) {
    ProfileImage image = Images.random(key, seed);
    wiring.images.put(key, image);
    return image;
  }

  private static ProfileRow row(ProfileImage image) {
    return new ProfileRow(image.key(), 0, image.counters());
  }

  private static List<ProfileImage.Pair> cells(
      ProfilePairs pairs, ProfileImage image, boolean training) {
    List<ProfileImage.Pair> cells = new ArrayList<>();
    for (Pair pair : pairs.getPairs()) {
      Optional.of(training ? pair.getTraining() : pair.getTest())
          .filter(distances -> distances != 0)
          .map(
              distances ->
                  new ProfileImage.Pair(
                      image.calls().get(pair.getCurrent()),
                      image.calls().get(pair.getPrevious()),
                      distances))
          .ifPresent(cells::add);
    }
    return cells;
  }
}
