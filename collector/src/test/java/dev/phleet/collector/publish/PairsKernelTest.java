package dev.phleet.collector.publish;

import static org.assertj.core.api.Assertions.assertThat;

import dev.phleet.collector.detector.Detector;
import dev.phleet.collector.detector.Limits;
import dev.phleet.collector.detector.Operation;
import dev.phleet.collector.detector.Settings;
import dev.phleet.collector.kernel.NeedsKernel;
import dev.phleet.collector.profile.ProfileImage;
import dev.phleet.schemas.event.Pair;
import dev.phleet.schemas.event.ProfilePairs;
import dev.phleet.schemas.event.State;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** From the kernel's maps to the record; calls are replayed. */
@NeedsKernel
final class PairsKernelTest {
  private static final long KEY = 23;
  private static final int WRITE = 2;
  private static final Settings SETTINGS =
      Settings.defaults().edit().batch(1).newSequences(false).build();

  private final Wiring wiring = new Wiring(100);
  private Detector detector;
  private PairsDue pairs;
  private EventIntake intake;

  @BeforeEach
  void load() {
    detector = Detector.load(SETTINGS, new Limits(1 << 20, 10));
    pairs = new PairsDue(wiring.queue, detector::export);
    intake = new EventIntake(wiring.mapper, wiring.queue, wiring.sequencer, pairs);
  }

  @AfterEach
  void close() {
    detector.close();
    wiring.close();
  }

  @Test
  void shouldPublishTheKernelsPairsWhenAProfileFreezesBecomesNormalAndForgets()
      throws InterruptedException {
    detector.replay().exec(0, KEY);
    detector.replay().calls(0, Collections.nCopies(41, WRITE), 0);
    ProfilePairs frozen = published();
    assertThat(frozen.getState()).isEqualTo(State.FROZEN);
    assertThat(frozen.getCalls()).extracting(call -> call.getName()).containsExactly("write");
    assertThat(frozen.getPairs()).containsExactly(new Pair(0, 0, 0xff, 0));

    detector.administer(Operation.NORMALIZE, KEY);
    ProfilePairs normal = published();
    assertThat(normal.getState()).isEqualTo(State.NORMAL);
    assertThat(normal.getPairs()).containsExactly(new Pair(0, 0, 0xff, 0xff));

    detector.administer(Operation.RESET, KEY);
    ProfilePairs reset = published();
    assertThat(reset.getPairs()).isEmpty();
    assertThat(reset.getSource().getSequence()).isEqualTo(3);
  }

  @Test
  void shouldPublishWhatAProfileLearnedMeanwhile() throws InterruptedException {
    detector.replay().exec(0, KEY);
    detector.replay().calls(0, List.of(1, WRITE, 4, 1, 5, WRITE), 0);
    pairs.look(detector.profiles());
    ProfilePairs first = published();
    assertThat(first.getState()).isEqualTo(State.TRAINING);
    assertThat(bits(first)).isEqualTo(image().counters().pairs());

    detector.replay().calls(0, List.of(4, 4, 4), 0);
    pairs.look(detector.profiles());
    ProfilePairs second = published();
    assertThat(bits(second)).isEqualTo(image().counters().pairs()).isGreaterThan(bits(first));
    pairs.look(detector.profiles());
    assertThat(drain()).isEmpty();
  }

  private ProfileImage image() {
    return detector.export(KEY).orElseThrow();
  }

  private static int bits(ProfilePairs pairs) {
    return pairs.getPairs().stream().mapToInt(p -> Integer.bitCount(p.getTraining())).sum();
  }

  private ProfilePairs published() throws InterruptedException {
    List<ProfilePairs> all = drain();
    assertThat(all).hasSize(1);
    return all.get(0);
  }

  private List<ProfilePairs> drain() throws InterruptedException {
    detector.poll(Duration.ZERO, intake);
    List<ProfilePairs> found = new ArrayList<>();
    for (Optional<Numbered> next = wiring.queue.take();
        next.isPresent();
        next = wiring.queue.take()) {
      Outgoing outgoing = wiring.mapper.map(next.get()).orElseThrow();
      if (outgoing.value() instanceof ProfilePairs value) {
        found.add(value);
      }
    }
    return found;
  }
}
