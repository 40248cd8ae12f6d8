package dev.phleet.collector;

import static org.assertj.core.api.Assertions.assertThat;

import dev.phleet.collector.calls.CallNames;
import dev.phleet.collector.clock.BootClock;
import dev.phleet.collector.context.ContextCache;
import dev.phleet.collector.context.ContextReader;
import dev.phleet.collector.detector.Detector;
import dev.phleet.collector.detector.Limits;
import dev.phleet.collector.detector.Replay;
import dev.phleet.collector.detector.Settings;
import dev.phleet.collector.identity.Executables;
import dev.phleet.collector.kernel.NeedsKernel;
import dev.phleet.collector.publish.EventIntake;
import dev.phleet.collector.publish.EventMapper;
import dev.phleet.collector.publish.EventQueue;
import dev.phleet.collector.publish.HostIdentity;
import dev.phleet.collector.publish.PairsDue;
import dev.phleet.collector.publish.Sequencer;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Events come first: what was read of a profile is told after what happened to it before. */
@NeedsKernel
class DrainingKernelTest {
  private static final int TASK = 0;

  private final Detector detector = Detector.load(Settings.defaults(), new Limits(1 << 20, 64));
  private final Executables executables = new Executables();
  private final EventQueue queue = new EventQueue(100, new Sequencer());
  private final Draining draining = new Draining(detector, intake(), queue);
  private final List<Integer> before = new ArrayList<>();

  private EventIntake intake() {
    var mapper =
        new EventMapper(
            HostIdentity.ofNewRun("host", "host", "x86_64"),
            new BootClock(),
            CallNames.forArchitecture("x86_64"),
            executables,
            new ContextCache(new ContextReader(pid -> Optional.empty())));
    return new EventIntake(
        mapper, queue, new Sequencer(), new PairsDue(queue, key -> Optional.empty()));
  }

  @AfterEach
  void close() {
    executables.close();
    detector.close();
  }

  @Test
  void shouldDoWhatFollowsWhenAllEventsOfBeforeAreInTheQueue() {
    Replay replay = detector.replay();
    replay.exec(TASK, 1);
    replay.calls(TASK, List.of(1, 2, 3), 1);

    draining.execute(() -> before.add(queue.size()));
    assertThat(before).isEmpty();
    draining.next();

    // A call that follows none makes no pair: it has learned twice.
    assertThat(before).containsExactly(2);
    draining.next();
    assertThat(before).as("once").hasSize(1);
  }

  @Test
  void shouldDoWhatFollowsThoughNoEventComes() {
    draining.execute(() -> before.add(queue.size()));
    draining.next();

    assertThat(before).containsExactly(0);
  }
}
