package dev.phleet.collector.publish;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.phleet.collector.calls.CallNames;
import dev.phleet.collector.context.Container;
import dev.phleet.collector.context.ProcessContext;
import dev.phleet.collector.event.Counters;
import dev.phleet.collector.event.EventHeader;
import dev.phleet.collector.event.EventKind;
import dev.phleet.collector.event.ProcessInfo;
import dev.phleet.collector.event.ProfileState;
import dev.phleet.collector.event.TaskScore;
import dev.phleet.collector.event.WindowEvent;
import dev.phleet.schemas.event.Ancestor;
import dev.phleet.schemas.event.Executable;
import dev.phleet.schemas.event.Host;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.apache.avro.io.BinaryEncoder;
import org.apache.avro.io.EncoderFactory;
import org.apache.avro.specific.SpecificData;
import org.apache.avro.specific.SpecificDatumWriter;
import org.apache.avro.specific.SpecificRecord;
import org.junit.jupiter.api.Test;

/** What writes itself against what Avro writes of the same record's objects. */
final class WindowWriterTest {
  private final HostIdentity identity =
      new HostIdentity(new Host("host-ä", "one", "boot"), "run-1", "x86_64");
  private final CallNames names = CallNames.forArchitecture("x86_64");
  private final WindowWriter writer = new WindowWriter(identity, names);
  private final WindowObjects objects = new WindowObjects(identity, names);

  @Property(tries = 500)
  void shouldWriteWhatAvroWritesOfAnyEventInAnyOrder(@ForAll long seed) throws IOException {
    Random random = new Random(seed);
    ProcessContext[] contexts = {context(random), context(random), context(random)};
    for (int i = 0; i < 20; i++) {
      WindowFacts facts = facts(random, contexts[random.nextInt(contexts.length)]);
      WindowRecord record = new WindowRecord(facts, writer, objects);

      assertThat(itself(record)).as("%s", facts).isEqualTo(byAvro(record.whole()));
      assertThat(byAvro(record)).as("by its fields").isEqualTo(byAvro(record.whole()));
    }
  }

  @Test
  void shouldNotBeReadInto() {
    Random random = new Random(1);
    WindowRecord record = new WindowRecord(facts(random, context(random)), writer, objects);

    assertThatThrownBy(() -> record.put(0, "x")).isInstanceOf(UnsupportedOperationException.class);
  }

  private static byte[] itself(WindowRecord record) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    BinaryEncoder encoder = EncoderFactory.get().binaryEncoder(out, null);
    record.customEncode(encoder);
    encoder.flush();
    return out.toByteArray();
  }

  /** By the fields, never with a record's own code. */
  private static byte[] byAvro(SpecificRecord record) throws IOException {
    SpecificData model = new SpecificData();
    model.setCustomCoders(false);
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    BinaryEncoder encoder = EncoderFactory.get().binaryEncoder(out, null);
    new SpecificDatumWriter<>(record.getSchema(), model).write(record, encoder);
    encoder.flush();
    return out.toByteArray();
  }

  private static WindowFacts facts(Random random, ProcessContext context) {
    return new WindowFacts(
        event(random),
        random.nextLong() >>> 1,
        random.nextLong() >> random.nextInt(40),
        new Executable("sha256:" + random.nextInt(3), "/bin/" + random.nextInt(3), 7L),
        context);
  }

  private static WindowEvent event(Random random) {
    List<Integer> calls = new ArrayList<>();
    for (int i = random.nextInt(10); i > 0; i--) {
      calls.add(1 + random.nextInt(random.nextBoolean() ? 400 : 3000));
    }
    EventKind kind = random.nextBoolean() ? EventKind.ANOMALY : EventKind.SEQUENCE;
    return new WindowEvent(
        new EventHeader(random.nextLong() >>> 2, 1, random.nextInt(200), 3, kind),
        process(random),
        counters(random),
        number(random),
        calls,
        random.nextInt(129),
        random.nextInt(129),
        random.nextInt(256),
        new TaskScore(
            random.nextInt(),
            random.nextInt(),
            random.nextInt(65_536),
            random.nextInt(1001),
            random.nextBoolean(),
            random.nextInt(4)));
  }

  private static ProcessInfo process(Random random) {
    return new ProcessInfo(
        number(random),
        random.nextInt(4_000_000),
        random.nextInt(4_000_000),
        random.nextInt(4_000_000),
        Integer.toUnsignedLong(random.nextInt()),
        random.nextBoolean() ? "sh" : "ein Nüßchen");
  }

  private static Counters counters(Random random) {
    return new Counters(
        number(random),
        number(random),
        number(random),
        number(random),
        number(random),
        1,
        2,
        3,
        ProfileState.of(1 + random.nextInt(3)).orElseThrow(),
        random.nextInt(),
        random.nextInt(),
        random.nextBoolean());
  }

  private static ProcessContext context(Random random) {
    List<Ancestor> ancestry = new ArrayList<>();
    for (int pid = random.nextInt(9); pid > 0; pid--) {
      ancestry.add(new Ancestor(pid, "sh" + pid, random.nextBoolean() ? null : "/bin/sh"));
    }
    return new ProcessContext(
        random.nextBoolean() ? Optional.empty() : Optional.of(new Container("c0ffee", "docker")),
        random.nextBoolean() ? Optional.empty() : Optional.of("/opt/größe.sh"),
        ancestry);
  }

  private static long number(Random random) {
    return random.nextLong() >>> (1 + random.nextInt(60));
  }
}
