package dev.phleet.schemas.serde;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Random;
import org.apache.avro.io.BinaryEncoder;
import org.apache.avro.io.Encoder;
import org.apache.avro.io.EncoderFactory;
import org.apache.avro.util.Utf8;
import org.junit.jupiter.api.Test;

final class RecordEncoderTest {
  private static final int ROUNDS = 2_000;

  @Test
  void shouldWriteWhatAvrosOwnEncoderWrites() throws IOException {
    RecordEncoder ours = new RecordEncoder();
    for (int seed = 0; seed < ROUNDS; seed++) {
      ours.reset();
      write(ours, new Random(seed));

      ByteArrayOutputStream out = new ByteArrayOutputStream();
      BinaryEncoder theirs = EncoderFactory.get().binaryEncoder(out, null);
      write(theirs, new Random(seed));
      theirs.flush();

      assertThat(ours.toByteArray()).as("seed %d", seed).isEqualTo(out.toByteArray());
    }
  }

  /** Everything that an encoder can be asked for, in any order. */
  private static void write(Encoder encoder, Random random) throws IOException {
    for (int i = random.nextInt(40); i >= 0; i--) {
      switch (random.nextInt(12)) {
        case 0 -> encoder.writeNull();
        case 1 -> encoder.writeBoolean(random.nextBoolean());
        case 2 -> encoder.writeInt(random.nextInt() >> random.nextInt(32));
        case 3 -> encoder.writeLong(random.nextLong() >> random.nextInt(64));
        case 4 -> encoder.writeFloat(random.nextFloat());
        case 5 -> encoder.writeDouble(random.nextDouble());
        case 6 -> encoder.writeString(new Utf8(text(random)));
        case 7 -> encoder.writeBytes(ByteBuffer.wrap(bytes(random)));
        case 8 -> encoder.writeFixed(bytes(random));
        case 9 -> encoder.writeEnum(random.nextInt(300));
        case 10 -> {
          encoder.writeArrayStart();
          encoder.setItemCount(1 + random.nextInt(200));
          encoder.startItem();
          encoder.writeArrayEnd();
        }
        default -> encoder.writeString(text(random));
      }
    }
  }

  private static byte[] bytes(Random random) {
    byte[] bytes = new byte[random.nextInt(3_000)];
    random.nextBytes(bytes);
    return bytes;
  }

  /** ASCII, Latin-1, or anything at all, halves of surrogate pairs included. */
  private static String text(Random random) {
    int bound = new int[] {0x80, 0x100, 0x10000}[random.nextInt(3)];
    StringBuilder text = new StringBuilder();
    for (int i = random.nextInt(random.nextInt(20) == 0 ? 3_000 : 100); i > 0; i--) {
      text.append((char) random.nextInt(bound));
    }
    return text.toString();
  }
}
