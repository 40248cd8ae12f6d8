package dev.phleet.analyzer.topology;

import static dev.phleet.analyzer.topology.Events.START;
import static dev.phleet.analyzer.topology.Events.anomaly;
import static dev.phleet.analyzer.topology.Events.state;
import static org.assertj.core.api.Assertions.assertThat;

import dev.phleet.schemas.event.Anomaly;
import dev.phleet.schemas.event.Call;
import dev.phleet.schemas.event.CallTable;
import dev.phleet.schemas.event.ProfileState;
import dev.phleet.schemas.event.State;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.Consumer;
import org.apache.kafka.streams.test.TestRecord;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DeadLetterTest {
  @TempDir Path dir;
  private Bench bench;

  @BeforeEach
  void open() {
    bench = new Bench(dir, START);
  }

  @AfterEach
  void close() {
    bench.close();
  }

  private static String header(TestRecord<byte[], byte[]> record, String name) {
    return new String(record.headers().lastHeader(name).value(), StandardCharsets.UTF_8);
  }

  private void assertStreamGoesOn() {
    bench.incidents.readRecordsToList();
    bench.send(anomaly("x", "rx", 1, START, "getrandom"));
    bench.send(anomaly("y", "ry", 1, START, "getrandom"));
    assertThat(bench.incidents.readValue().getHosts()).containsExactly("x", "y");
  }

  @Test
  void shouldPutAsideGarbageWithEverythingNeededToFindIt() {
    byte[] key = {'a'};
    byte[] garbage = "not avro".getBytes(StandardCharsets.UTF_8);
    bench.send(anomaly("a", "ra", 1, START));
    bench.anomalies.pipeInput(key, garbage, Instant.ofEpochMilli(4711));

    TestRecord<byte[], byte[]> letter = bench.deadLetters.readRecord();
    assertThat(letter.key()).isEqualTo(key);
    assertThat(letter.value()).isEqualTo(garbage);
    assertThat(header(letter, DeadLetter.REASON)).isEqualTo("not-avro");
    assertThat(header(letter, DeadLetter.TOPIC)).isEqualTo("test.anomalies");
    assertThat(header(letter, DeadLetter.PARTITION)).isEqualTo("0");
    assertThat(header(letter, DeadLetter.OFFSET)).isEqualTo("1");
    assertThat(header(letter, DeadLetter.TIMESTAMP)).isEqualTo("4711");
    assertThat(header(letter, DeadLetter.MESSAGE)).isNotEmpty();
    assertThat(bench.metric("dead-letter", Map.of("reason", "not-avro"))).isEqualTo(1);
    assertStreamGoesOn();
  }

  @Test
  void shouldSurviveEveryTruncationOfARecord() {
    byte[] whole = bench.bytes(anomaly("a", "ra", 1, START));
    for (int length = 0; length < whole.length; length++) {
      bench.anomalies.pipeInput(Bench.key("a"), Arrays.copyOf(whole, length), START);
    }
    assertThat(bench.deadLetters.readRecordsToList()).hasSize(whole.length);
    assertStreamGoesOn();
  }

  @Test
  void shouldSurviveFlippedBytes() {
    byte[] whole = bench.bytes(anomaly("a", "ra", 1, START));
    Random random = new Random(23);
    for (int i = 0; i < 2_003; i++) {
      byte[] hostile = whole.clone();
      for (int flips = random.nextInt(4); flips >= 0; flips--) {
        hostile[random.nextInt(hostile.length)] = (byte) random.nextInt(256);
      }
      bench.anomalies.pipeInput(Bench.key("a"), hostile, START);
    }
    assertThat(bench.deadLetters.readRecordsToList().size()).isGreaterThan(1_000);
    assertStreamGoesOn();
  }

  @Test
  void shouldSurviveHostileTimesAndKeys() {
    byte[] value = bench.bytes(anomaly("a", "ra", 1, START));
    bench.anomalies.pipeInput(new byte[] {(byte) 0xc3, (byte) 0x28}, value, START);
    bench.anomalies.pipeInput(null, value, START);
    bench.anomalies.pipeInput(Bench.key("somebody else"), value, START);
    bench.anomalies.pipeInput(Bench.key("a"), null, START);
    bench.anomalies.pipeInput(Bench.key("a"), value, Instant.ofEpochMilli(Long.MAX_VALUE / 2));
    assertThat(bench.deadLetters.readRecordsToList())
        .extracting(letter -> header(letter, DeadLetter.REASON))
        .containsExactly("wrong-key", "wrong-key", "wrong-key", "no-value");
    assertStreamGoesOn();
  }

  @Test
  void shouldCutWhatWouldBeTooLargeToWriteBack() {
    bench.anomalies.pipeInput(new byte[100_000], new byte[1_000_000], START);
    TestRecord<byte[], byte[]> letter = bench.deadLetters.readRecord();
    assertThat(letter.key().length + letter.value().length).isLessThan(1_000_000);
    assertThat(header(letter, DeadLetter.CUT)).isEqualTo("1100000");
  }

  @Test
  void shouldPutAsideAnomaliesThatCannotBeTrue() {
    assertImpossible("negative-count", a -> a.setCounters(Events.counters(-1, 0)));
    assertImpossible("negative-count", a -> a.setHeldBack(-5));
    assertImpossible("negative-count", a -> a.setLfc(-1));
    assertImpossible("bad-host", a -> a.getHost().setId(""));
    assertImpossible("bad-host", a -> a.getHost().setId("a\0b"));
    assertImpossible("bad-host", a -> a.getHost().setId("h".repeat(129)));
    assertImpossible("bad-run", a -> a.getSource().setRunId(" "));
    assertImpossible("bad-sequence", a -> a.getSource().setSequence(0));
    assertImpossible("bad-sequence", a -> a.getSource().setSequence(Long.MAX_VALUE));
    assertImpossible("impossible-time", a -> a.setTime(START.plusSeconds(601)));
    assertImpossible("impossible-time", a -> a.setTime(Instant.EPOCH));
    assertImpossible("empty-window", a -> a.setWindow(List.of()));
    assertImpossible("bad-window", a -> a.setWindow(calls(10, 1)));
    assertImpossible("unknown-call", a -> a.setWindow(calls(3, -1)));
    assertImpossible("unknown-call", a -> a.setWindow(calls(3, 70_000)));
    assertImpossible("bad-mismatches", a -> a.setMismatches(List.of()));
    assertImpossible("bad-mismatches", a -> a.setMismatches(List.of(3)));
    assertImpossible("bad-mismatches", a -> a.setMismatches(List.of(2, 1)));
    assertImpossible("bad-executable", a -> a.getExecutable().setId("md5:00"));
    assertImpossible("bad-executable", a -> a.getExecutable().setPath("/" + "x".repeat(5000)));
    assertImpossible("too-long", a -> a.setArchitecture("x".repeat(500)));
    assertStreamGoesOn();
  }

  private void assertImpossible(String reason, Consumer<Anomaly> change) {
    Anomaly anomaly = anomaly("a", "ra", 1, START);
    change.accept(anomaly);
    bench.send(anomaly);
    assertThat(header(bench.deadLetters.readRecord(), DeadLetter.REASON)).isEqualTo(reason);
  }

  private static List<Call> calls(int count, int number) {
    return java.util.Collections.nCopies(count, new Call(CallTable.NATIVE, number, "write"));
  }

  @Test
  void shouldPutAsideStatesThatCannotBeTrue() {
    ProfileState state = state("a", "ra", 1, State.NORMAL, -7, START);
    bench.send(state);
    assertThat(header(bench.deadLetters.readRecord(), DeadLetter.REASON))
        .isEqualTo("negative-count");
    bench.states.pipeInput(Bench.key("no key of a profile"), null, START);
    assertThat(header(bench.deadLetters.readRecord(), DeadLetter.REASON)).isEqualTo("wrong-key");
    state = state("a", "ra", 1, State.NORMAL, 7, START);
    bench.states.pipeInput(Bench.key("a/0000000000000009"), bench.bytes(state), START);
    assertThat(header(bench.deadLetters.readRecord(), DeadLetter.TOPIC))
        .isEqualTo("test.profile-states");
  }

  @Test
  void shouldWaitForARegistryThatIsAwayAndLoseNothing() {
    Anomaly first = anomaly("a", "ra", 1, START);
    byte[] value = bench.bytes(first);
    bench.registry.beAwayFor(3);
    bench.anomalies.pipeInput(Bench.key("a"), value, START);
    bench.send(anomaly("b", "rb", 1, START));
    assertThat(bench.deadLetters.isEmpty()).isTrue();
    assertThat(bench.incidents.readValue().getHosts()).containsExactly("a", "b");
  }
}
