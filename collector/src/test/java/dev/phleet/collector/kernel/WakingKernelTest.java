package dev.phleet.collector.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import dev.phleet.collector.detector.Detector;
import dev.phleet.collector.detector.Limits;
import dev.phleet.collector.detector.Replay;
import dev.phleet.collector.detector.Settings;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Whether who waits for events is woken: who is not says so, after a minute. */
@NeedsKernel
@Timeout(180)
class WakingKernelTest {
  private static final Duration LONG = Duration.ofMinutes(1);
  private static final int TASK = 0;

  @Test
  void shouldWakeWhoWaitsWithTheFirstEventAfterAllWereRead() throws Exception {
    ExecutorService other = Executors.newSingleThreadExecutor();
    try (Detector detector = Detector.load(Settings.defaults(), new Limits(1 << 20, 64))) {
      Replay replay = detector.replay();
      replay.exec(TASK, 1);
      // A call that follows none makes no pair.
      replay.calls(TASK, List.of(1), 1);
      for (int call = 2; call <= 8; call++) {
        detector.poll(Duration.ZERO, told -> {});
        Future<Boolean> woken = other.submit(waiting(detector));
        // What was never there is a new sequence, and so an event.
        replay.calls(TASK, List.of(call), 1);
        assertThat(woken.get(2, TimeUnit.MINUTES)).isTrue();
        assertThat(detector.poll(Duration.ZERO, told -> {})).isEqualTo(1);
      }
    } finally {
      other.shutdownNow();
    }
  }

  private static Callable<Boolean> waiting(Detector detector) {
    return () -> detector.await(LONG);
  }
}
