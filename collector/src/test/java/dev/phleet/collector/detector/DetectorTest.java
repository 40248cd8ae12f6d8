package dev.phleet.collector.detector;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.phleet.collector.event.Created;
import dev.phleet.collector.event.Decoded;
import dev.phleet.collector.event.EventDecoder;
import dev.phleet.collector.event.EventKind;
import dev.phleet.collector.event.KernelEvent;
import dev.phleet.collector.layout.LayoutMismatchException;
import dev.phleet.collector.libbpf.LibbpfException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIf;

/** The detector on the real kernel, watching nothing but what a shell of this test starts. */
@EnabledIf("dev.phleet.collector.detector.Machine#mustLoad")
final class DetectorTest {
  private static final int RUNS = 23;
  private static final Limits SMALL = new Limits(64 << 10, 64);

  @Test
  void shouldSeeTheProgramsOfATreeAndNothingElse() throws IOException, InterruptedException {
    Process shell = shell();
    try (Detector detector = watching(shell, new Limits(1 << 20, 64))) {
      detector.attach();
      detector.adopt();
      List<KernelEvent> events = new ArrayList<>();
      run(shell, "/bin/true", RUNS);
      detector.poll(Duration.ofSeconds(5), bytes -> events.add(event(bytes)));

      assertThat(events)
          .filteredOn(Created.class::isInstance)
          .extracting(e -> ((Created) e).path())
          .hasSize(2)
          .anyMatch(path -> path.endsWith("sh"))
          .anyMatch(path -> path.endsWith("/true"));
      KernelCounters counters = detector.counters();
      assertThat(counters.tasksStarted()).isEqualTo(RUNS + 1);
      assertThat(counters.tasksEnded()).isEqualTo(RUNS);
      assertThat(events).hasSize((int) sum(counters));
      assertThat(detector.tasks()).singleElement().extracting(TaskRow::pid).isEqualTo(pid(shell));
      assertThat(detector.profiles()).hasSize(2);
    } finally {
      end(shell);
    }
  }

  @Test
  void shouldCountWhatDoesNotFitIntoTheRingAndHandOutTheRest()
      throws IOException, InterruptedException {
    Process shell = shell();
    try (Detector detector = watching(shell, SMALL)) {
      detector.attach();
      detector.adopt();
      run(shell, "/bin/ls /proc >/dev/null; /usr/bin/env true", 1);
      run(shell, "/bin/ls --help >/dev/null; /usr/bin/id >/dev/null; /bin/cat /dev/null", 1);
      detector.detach();
      int[] read = new int[1];
      detector.poll(Duration.ofSeconds(1), bytes -> read[0]++);

      KernelCounters counters = detector.counters();
      assertThat(read[0]).isEqualTo((int) sum(counters));
      assertThat(counters.droppedInAll()).isPositive();
    } finally {
      end(shell);
    }
  }

  @Test
  void shouldNotLetANewProfileWaitThoughItsWakeUpWasMissed()
      throws IOException, InterruptedException {
    Process shell = shell();
    try (Detector detector = watching(shell, new Limits(1 << 20, 64))) {
      detector.attach();
      detector.adopt();
      run(shell, "/bin/true", 1);

      // Nobody waited, so all wake-ups so far are one, and that may have been another event's.
      assertThat(detector.gather(Duration.ofMinutes(1))).isTrue();
    } finally {
      end(shell);
    }
  }

  @Test
  void shouldLetEventsGatherThatAreOfNoNewProfile() throws IOException, InterruptedException {
    Process shell = shell();
    try (Detector detector = watching(shell, new Limits(1 << 20, 64))) {
      detector.attach();
      detector.adopt();
      run(shell, ":", 1);
      detector.poll(Duration.ZERO, bytes -> {});
      run(shell, "umask >/dev/null; cd /", 1);

      assertThat(detector.ringFill()).isPositive();
      assertThat(detector.gather(Duration.ofMillis(50))).isFalse();
    } finally {
      end(shell);
    }
  }

  @Test
  void shouldReadBackTheSettingsThatItWasGiven() {
    Settings settings =
        Settings.defaults().watchingTree(1).edit().batch(17).newSequences(false).build();
    try (Detector detector = Detector.load(settings, SMALL)) {
      assertThat(detector.settings()).isEqualTo(settings);
      detector.apply(Settings.defaults());
      assertThat(detector.settings()).isEqualTo(Settings.defaults());
    }
  }

  @Test
  void shouldStartWithEveryCounterAtZeroAndNothingToRead() {
    try (Detector detector = Detector.load(Settings.defaults(), SMALL)) {
      assertThat(detector.counters().sent().values()).containsOnly(0L);
      assertThat(detector.counters().droppedInAll()).isZero();
      assertThat(detector.poll(Duration.ofMillis(1), bytes -> {})).isZero();
      assertThat(detector.ringFill()).isZero();
      assertThat(detector.profiles()).isEmpty();
    }
  }

  @Test
  void shouldSayThatThereIsNoSuchProfile() {
    try (Detector detector = Detector.load(Settings.defaults(), SMALL)) {
      assertThat(detector.administer(Operation.NORMALIZE, 23))
          .isEqualTo(OperationResult.NO_SUCH_PROFILE);
      assertThat(detector.profile(23)).isEmpty();
    }
  }

  @Test
  void shouldReplayCallsWithoutAnyHook() {
    try (Detector detector = Detector.load(Settings.defaults(), SMALL)) {
      Replay replay = detector.replay();
      replay.exec(0, 47);
      List<Replay.Outcome> outcomes = replay.calls(0, List.of(1, 2, 1, 2, 1, 2), 1);

      assertThat(outcomes)
          .extracting(Replay.Outcome::newDistances)
          .containsExactly(0, 1, 3, 6, 12, 24);
      assertThat(detector.profile(47)).isPresent();
    }
  }

  @Test
  void shouldReadEveryRecordInOrderWhileTheRingGoesRoundAndRound() {
    Random random = new Random(23);
    List<Long> sequences = new ArrayList<>();
    long expected = 0;
    try (Detector detector = Detector.load(Settings.defaults(), SMALL)) {
      Replay replay = detector.replay();
      replay.exec(0, 47);
      for (int round = 0; round < 41; round++) {
        List<Integer> calls = random.ints(101, 1, 200).boxed().toList();
        expected += replay.calls(0, calls, 0).stream().filter(o -> o.newDistances() != 0).count();
        detector.poll(
            Duration.ZERO,
            bytes -> {
              KernelEvent event = event(bytes);
              if (event.header().kind() == EventKind.SEQUENCE) {
                sequences.add(event.header().sequence());
              }
            });
      }
      // Some 700 KB went through the 64 KB of the ring.
      assertThat(expected).isGreaterThan(3000);
      assertThat(sequences).isEqualTo(LongStream.rangeClosed(1, expected).boxed().toList());
      assertThat(detector.counters().droppedInAll()).isZero();
    }
  }

  @Test
  void shouldHandOutNothingMoreOnceItIsClosed() {
    Detector detector = Detector.load(Settings.defaults(), SMALL);
    detector.close();
    detector.close();

    assertThat(detector.poll(Duration.ofMillis(1), bytes -> {})).isZero();
  }

  @Test
  void shouldRefuseAnObjectOfAnotherBuild() {
    byte[] object = ObjectFile.ofThisMachine();
    byte[] other =
        new String(object, StandardCharsets.ISO_8859_1)
            .replace("\0max_lfc\0", "\0mix_lfc\0")
            .getBytes(StandardCharsets.ISO_8859_1);

    assertThatThrownBy(() -> Detector.load(other, Settings.defaults(), SMALL))
        .isInstanceOf(LayoutMismatchException.class)
        .hasMessageContaining("field max_lfc")
        .hasMessageNotContaining("\n");
  }

  @Test
  void shouldPutTheKernelsReasonIntoTheError() {
    byte[] object = ObjectFile.ofThisMachine();
    byte[] other =
        new String(object, StandardCharsets.ISO_8859_1)
            .replace("Dual BSD/GPL", "Proprietary!")
            .getBytes(StandardCharsets.ISO_8859_1);

    assertThatThrownBy(() -> Detector.load(other, Settings.defaults(), SMALL))
        .isInstanceOf(LibbpfException.class)
        .hasMessageStartingWith("cannot load the BPF object: ")
        .hasMessageContaining("the verifier says: cannot call GPL")
        .hasMessageNotContaining("\n");
  }

  private static Detector watching(Process shell, Limits limits) {
    Settings settings = Settings.defaults().watchingTree(pid(shell)).edit().batch(1).build();
    return Detector.load(settings, limits);
  }

  private static KernelEvent event(ByteBuffer bytes) {
    Decoded decoded = EventDecoder.decode(bytes);
    assertThat(decoded).isInstanceOf(KernelEvent.class);
    return (KernelEvent) decoded;
  }

  private static long sum(KernelCounters counters) {
    long sent = 0;
    for (EventKind kind : EventKind.values()) {
      sent += counters.sent().get(kind);
    }
    return sent;
  }

  private static int pid(Process process) {
    return Math.toIntExact(process.pid());
  }

  /** A shell that does what it reads and says when it is done. */
  private static Process shell() throws IOException {
    return new ProcessBuilder("/bin/sh").redirectErrorStream(true).start();
  }

  private static void run(Process shell, String command, int times) throws IOException {
    String script =
        "i=0; while [ $i -lt %d ]; do %s; i=$((i+1)); done; echo done\n".formatted(times, command);
    shell.getOutputStream().write(script.getBytes(StandardCharsets.UTF_8));
    shell.getOutputStream().flush();
    StringBuilder said = new StringBuilder();
    while (said.indexOf("done\n") < 0) {
      int next = shell.getInputStream().read();
      assertThat(next).as("the shell ended: %s", said).isNotNegative();
      said.append((char) next);
    }
  }

  private static void end(Process shell) throws IOException, InterruptedException {
    shell.getOutputStream().close();
    assertThat(shell.waitFor()).isZero();
  }
}
