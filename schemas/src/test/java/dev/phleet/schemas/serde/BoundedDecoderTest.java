package dev.phleet.schemas.serde;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.apache.avro.AvroRuntimeException;
import org.apache.avro.Schema;
import org.apache.avro.SchemaBuilder;
import org.apache.avro.generic.GenericData;
import org.apache.avro.generic.GenericDatumReader;
import org.apache.avro.generic.GenericDatumWriter;
import org.apache.avro.generic.GenericRecordBuilder;
import org.apache.avro.io.BinaryEncoder;
import org.apache.avro.io.Encoder;
import org.apache.avro.io.EncoderFactory;
import org.apache.avro.util.Utf8;
import org.junit.jupiter.api.Test;

class BoundedDecoderTest {

  private static final Schema EVERYTHING =
      SchemaBuilder.record("Everything")
          .fields()
          .requiredBoolean("flag")
          .requiredInt("number")
          .requiredLong("longNumber")
          .requiredFloat("real")
          .requiredDouble("longReal")
          .requiredString("text")
          .requiredBytes("bytes")
          .name("fixed")
          .type()
          .fixed("Four")
          .size(4)
          .noDefault()
          .name("symbol")
          .type()
          .enumeration("Letter")
          .symbols("A", "B")
          .noDefault()
          .name("list")
          .type()
          .array()
          .items()
          .longType()
          .noDefault()
          .name("map")
          .type()
          .map()
          .values()
          .stringType()
          .noDefault()
          .optionalInt("perhaps")
          .endRecord();

  private static GenericData.Record everything() {
    return new GenericRecordBuilder(EVERYTHING)
        .set("flag", true)
        .set("number", Integer.MIN_VALUE)
        .set("longNumber", Long.MIN_VALUE)
        .set("real", -1.5f)
        .set("longReal", Math.PI)
        .set("text", new Utf8("Grüße 𝄞"))
        .set("bytes", ByteBuffer.wrap(new byte[] {1, 2, 3}))
        .set(
            "fixed",
            new GenericData.Fixed(EVERYTHING.getField("fixed").schema(), new byte[] {4, 5, 6, 7}))
        .set("symbol", new GenericData.EnumSymbol(EVERYTHING.getField("symbol").schema(), "B"))
        .set("list", List.of(0L, -1L, Long.MAX_VALUE))
        .set("map", Map.of(new Utf8("key"), new Utf8("value")))
        .set("perhaps", null)
        .build();
  }

  private static byte[] encoded(boolean blocking) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    EncoderFactory factory = new EncoderFactory().configureBlockSize(64);
    Encoder encoder =
        blocking ? factory.blockingBinaryEncoder(out, null) : factory.binaryEncoder(out, null);
    new GenericDatumWriter<>(EVERYTHING).write(everything(), encoder);
    encoder.flush();
    return out.toByteArray();
  }

  @Test
  void shouldReadEveryTypeOfAvro() throws IOException {
    for (boolean blocking : new boolean[] {false, true}) {
      BoundedDecoder decoder = new BoundedDecoder(encoded(blocking), 0);
      assertThat(new GenericDatumReader<>(EVERYTHING).read(null, decoder)).isEqualTo(everything());
      assertThat(decoder.remainingBytes()).isZero();
    }
  }

  @Test
  void shouldSkipEveryTypeOfAvro() throws IOException {
    Schema nothing = SchemaBuilder.record("Everything").fields().optionalInt("other").endRecord();
    for (boolean blocking : new boolean[] {false, true}) {
      BoundedDecoder decoder = new BoundedDecoder(encoded(blocking), 0);
      new GenericDatumReader<>(EVERYTHING, nothing).read(null, decoder);
      assertThat(decoder.remainingBytes()).isZero();
    }
  }

  private static BoundedDecoder over(long... numbers) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    BinaryEncoder encoder = EncoderFactory.get().directBinaryEncoder(out, null);
    for (long number : numbers) {
      encoder.writeLong(number);
    }
    return new BoundedDecoder(out.toByteArray(), 0);
  }

  @Test
  void shouldRefuseCollectionsThatDoNotFit() throws IOException {
    for (long count : new long[] {2, 1 << 20, Integer.MAX_VALUE, 1L << 40}) {
      long tooMany = over(count).remainingBytes() + count;
      assertThatThrownBy(() -> over(tooMany).readArrayStart()).isInstanceOf(EOFException.class);
      assertThatThrownBy(() -> over(tooMany).readMapStart()).isInstanceOf(EOFException.class);
      assertThatThrownBy(() -> over(tooMany).skipArray()).isInstanceOf(EOFException.class);
      assertThatThrownBy(() -> over(-tooMany, 0).arrayNext()).isInstanceOf(EOFException.class);
      assertThatThrownBy(() -> over(-1, tooMany).skipMap()).isInstanceOf(EOFException.class);
    }
    assertThatThrownBy(() -> over(Long.MIN_VALUE, 0).mapNext()).isInstanceOf(EOFException.class);
  }

  @Test
  void shouldCountTheItemsOfAllCollectionsTogether() throws IOException {
    BoundedDecoder decoder = over(4, 4, 4, 4);
    assertThat(decoder.readArrayStart()).isEqualTo(4);
    assertThatThrownBy(decoder::readArrayStart).isInstanceOf(EOFException.class);
  }

  @Test
  void shouldRefuseNumbersThatAreTooLong() {
    byte[] endless = new byte[11];
    Arrays.fill(endless, (byte) 0xff);
    assertThatThrownBy(() -> new BoundedDecoder(endless, 0).readInt())
        .isInstanceOf(AvroRuntimeException.class);
    assertThatThrownBy(() -> new BoundedDecoder(endless, 0).readLong())
        .isInstanceOf(AvroRuntimeException.class);
    assertThatThrownBy(() -> new BoundedDecoder(new byte[] {2}, 0).readBoolean())
        .isInstanceOf(AvroRuntimeException.class);
  }
}
