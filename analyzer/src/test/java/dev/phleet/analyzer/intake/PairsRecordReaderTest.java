package dev.phleet.analyzer.intake;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.phleet.schemas.event.Call;
import dev.phleet.schemas.event.CallTable;
import dev.phleet.schemas.event.Executable;
import dev.phleet.schemas.event.Host;
import dev.phleet.schemas.event.Pair;
import dev.phleet.schemas.event.ProfilePairs;
import dev.phleet.schemas.event.Source;
import dev.phleet.schemas.event.State;
import dev.phleet.schemas.serde.EventModel;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericDatumReader;
import org.apache.avro.generic.GenericDatumWriter;
import org.apache.avro.io.BinaryDecoder;
import org.apache.avro.io.BinaryEncoder;
import org.apache.avro.io.DatumReader;
import org.apache.avro.io.DatumWriter;
import org.apache.avro.io.DecoderFactory;
import org.apache.avro.io.EncoderFactory;
import org.apache.avro.specific.SpecificDatumReader;
import org.apache.avro.specific.SpecificDatumWriter;
import org.junit.jupiter.api.Test;

class PairsRecordReaderTest {
  private static final Schema OURS = ProfilePairs.getClassSchema();
  private static final EventModel MODEL = EventModel.of(ProfilePairs.class);

  private static ProfilePairs record(Random random) {
    List<Pair> pairs = new ArrayList<>();
    int size = random.nextInt(300);
    for (int i = 0; i < size; i++) {
      pairs.add(
          new Pair(random.nextInt(), random.nextInt(90), random.nextInt(256), random.nextInt(256)));
    }
    return new ProfilePairs(
        new Host("h", "name", "boot"),
        new Source("run", random.nextLong()),
        Instant.ofEpochSecond(1_790_000_000, 5_000),
        new Executable("sha256:00", "/usr/bin/x", 7L),
        "x86_64",
        State.FROZEN,
        List.of(new Call(CallTable.NATIVE, 0, "read"), new Call(CallTable.COMPAT, 3, "read")),
        pairs);
  }

  private static <T> byte[] written(DatumWriter<T> writer, T record, boolean blocks)
      throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    EncoderFactory factory = new EncoderFactory().configureBlockSize(64);
    BinaryEncoder encoder =
        blocks ? factory.blockingBinaryEncoder(out, null) : factory.binaryEncoder(out, null);
    writer.write(record, encoder);
    encoder.flush();
    return out.toByteArray();
  }

  private static <T> T read(DatumReader<T> reader, byte[] bytes) throws IOException {
    return reader.read(null, DecoderFactory.get().binaryDecoder(bytes, null));
  }

  @Property(tries = 200)
  void shouldReadWhatAvrosOwnReaderReads(@ForAll long seed, @ForAll boolean blocks)
      throws IOException {
    ProfilePairs record = record(new Random(seed));
    byte[] bytes = written(new SpecificDatumWriter<>(OURS, MODEL), record, blocks);
    ProfilePairs found = read(new PairsRecordReader(OURS, OURS, MODEL), bytes);
    assertThat(found).isEqualTo(record).isEqualTo(read(avros(OURS), bytes));
    assertThat(found.getPairs()).isInstanceOf(PairArray.class);
  }

  /** A pair with its fields the other way round, and one that nobody reads. */
  private static Schema otherOrder() {
    Schema pair = OURS.getField("pairs").schema().getElementType();
    List<Schema.Field> fields = new ArrayList<>();
    pair.getFields().forEach(field -> fields.add(new Schema.Field(field, field.schema())));
    Collections.reverse(fields);
    fields.add(1, new Schema.Field("comment", Schema.create(Schema.Type.STRING), "", "-"));
    Schema turned = Schema.createRecord(pair.getName(), "", pair.getNamespace(), false, fields);
    List<Schema.Field> all = new ArrayList<>();
    OURS.getFields()
        .forEach(
            field ->
                all.add(
                    field.name().equals("pairs")
                        ? new Schema.Field("pairs", Schema.createArray(turned), "", null)
                        : new Schema.Field(field, field.schema())));
    return Schema.createRecord(OURS.getName(), "", OURS.getNamespace(), false, all);
  }

  @Property(tries = 50)
  void shouldReadRecordsThatWereWrittenWithAnotherSchema(@ForAll long seed) throws IOException {
    Schema other = otherOrder();
    ProfilePairs record = record(new Random(seed));
    byte[] ours = written(new SpecificDatumWriter<>(OURS, MODEL), record, false);
    Object generic = read(new GenericDatumReader<>(OURS, other), ours);
    byte[] bytes = written(new GenericDatumWriter<>(other), generic, false);
    assertThat(read(new PairsRecordReader(other, OURS, MODEL), bytes))
        .isEqualTo(record)
        .isEqualTo(read(avros(other), bytes));
  }

  @Property(tries = 50)
  void shouldReadOnceWhatSeveralRecordsHaveTheSame(@ForAll long seed, @ForAll boolean blocks)
      throws IOException {
    ProfilePairs one = record(new Random(seed));
    ProfilePairs other = record(new Random(seed + 1));
    ProfilePairs alike = record(new Random(seed));
    alike.setSource(other.getSource());
    alike.setExecutable(new Executable("sha256:11", "/usr/bin/y", 8L));
    PairsRecordReader reader = new PairsRecordReader(OURS, OURS, MODEL);
    SpecificDatumWriter<ProfilePairs> writer = new SpecificDatumWriter<>(OURS, MODEL);
    ProfilePairs first = read(reader, written(writer, one, blocks));
    assertThat(read(reader, written(writer, other, blocks))).isEqualTo(other);
    ProfilePairs again = read(reader, written(writer, alike, blocks));
    assertThat(again).isEqualTo(alike);
    assertThat(again.getPairs()).isSameAs(first.getPairs());
    assertThat(again.getCalls()).isSameAs(first.getCalls());
  }

  @Test
  void shouldLeaveWhatFollowsTheEndOfARecord() throws IOException {
    byte[] bytes = written(new SpecificDatumWriter<>(OURS, MODEL), record(new Random(4)), false);
    PairsRecordReader reader = new PairsRecordReader(OURS, OURS, MODEL);
    for (int more = 0; more < 3; more++) {
      byte[] longer = Arrays.copyOf(bytes, bytes.length + more);
      for (int time = 0; time < 2; time++) {
        BinaryDecoder in = DecoderFactory.get().binaryDecoder(longer, null);
        reader.read(null, in);
        assertThat(in.isEnd()).isEqualTo(more == 0);
      }
    }
  }

  @Test
  void shouldHoldNoMoreThanThereIsRoomFor() {
    KnownContents known = new KnownContents();
    KnownContents.Content content = new KnownContents.Content(List.of(), new PairArray(0));
    for (int i = 0; i < 100; i++) {
      byte[] bytes = new byte[1 << 20];
      bytes[0] = (byte) i;
      assertThat(known.get(bytes)).isNull();
      known.put(bytes, content);
      assertThat(known.get(bytes)).isSameAs(content);
      assertThat(known.held()).isLessThanOrEqualTo(8 << 20);
    }
  }

  @Test
  void shouldRefuseARecordThatEndsTooEarlyWhateverItAnnounces() throws IOException {
    byte[] bytes = written(new SpecificDatumWriter<>(OURS, MODEL), record(new Random(4)), false);
    for (int length = 1; length < bytes.length; length += 7) {
      byte[] cut = Arrays.copyOf(bytes, length);
      assertThatThrownBy(() -> read(new PairsRecordReader(OURS, OURS, MODEL), cut))
          .isInstanceOf(EOFException.class);
    }
  }

  private static DatumReader<ProfilePairs> avros(Schema writer) {
    return new SpecificDatumReader<>(writer, OURS, MODEL);
  }
}
