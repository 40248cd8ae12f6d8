package dev.phleet.collector.profile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.phleet.collector.event.Counters;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Random;
import java.util.zip.CRC32C;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

final class ProfileFormatTest {
  private static final int HEADER = 20;

  @Property(tries = 300)
  void shouldReadBackWhatWasWritten(@ForAll long key, @ForAll long seed) throws Exception {
    ProfileImage image = Images.random(key, seed);

    assertThat(ProfileFormat.decode(ProfileFormat.encode(image))).isEqualTo(image);
  }

  @Test
  void shouldRefuseEveryBeginningOfAFile() {
    byte[] file = ProfileFormat.encode(Images.random(7, 23));

    for (int length = 0; length < file.length; length++) {
      byte[] beginning = Arrays.copyOf(file, length);
      assertThatThrownBy(() -> ProfileFormat.decode(beginning))
          .isInstanceOf(DamagedProfileException.class);
    }
  }

  @Test
  void shouldRefuseEveryChangedByte() {
    byte[] file = ProfileFormat.encode(Images.random(7, 23));

    for (int at = 0; at < file.length; at++) {
      byte[] changed = file.clone();
      changed[at] ^= (byte) (1 + at % 255);
      assertThatThrownBy(() -> ProfileFormat.decode(changed))
          .isInstanceOf(DamagedProfileException.class);
    }
  }

  @Test
  void shouldRefuseWhatGoesOnBehindItsEnd() {
    byte[] file = ProfileFormat.encode(Images.random(7, 23));

    assertThatThrownBy(() -> ProfileFormat.decode(Arrays.copyOf(file, file.length + 1)))
        .isInstanceOf(DamagedProfileException.class)
        .hasMessageContaining("goes on behind its end");
  }

  @Test
  void shouldNameTheVersionThatItDoesNotKnow() {
    byte[] file = ProfileFormat.encode(Images.random(7, 23));
    ByteBuffer.wrap(file).putInt(8, 3);

    assertThatThrownBy(() -> ProfileFormat.decode(file))
        .isInstanceOf(DamagedProfileException.class)
        .hasMessage("it is of version 3, this phleet knows 2");
  }

  @Property(tries = 50)
  void shouldReadAFileOfTheVersionBeforeAsAProfileOfPairsAlone(@ForAll long seed) throws Exception {
    ProfileImage image = withoutTraits(Images.random(7, seed));
    byte[] file = ProfileFormat.encode(image);
    // Behind the pairs: two counters, then twice two numbers of nothing and one of no grams.
    byte[] old = Arrays.copyOf(file, file.length - 2 * 8 - 2 * (4 + 2 + 2));
    ByteBuffer.wrap(old).putInt(8, 1);

    assertThat(ProfileFormat.decode(sealed(old))).isEqualTo(image);
  }

  private static ProfileImage withoutTraits(ProfileImage image) {
    Counters c = image.counters();
    return image
        .knowing(Traits.NONE)
        .counting(
            new Counters(
                c.calls(),
                c.trainCount(),
                c.lastModCount(),
                c.sequences(),
                c.anomalies(),
                c.firstSeen(),
                c.lastChange(),
                c.normalTime(),
                c.state(),
                c.distinctCalls(),
                c.pairs(),
                c.ignored()));
  }

  /** Whoever writes hostile bytes can also make a checksum. */
  @Property(tries = 3_000)
  void shouldThrowNothingElseWhateverTheBodyIs(@ForAll long seed) {
    Random random = new Random(seed);
    byte[] file = ProfileFormat.encode(Images.random(7, random.nextInt(50)));
    for (int changes = 1 + random.nextInt(4); changes > 0; changes--) {
      file[HEADER + random.nextInt(file.length - HEADER)] = (byte) random.nextInt();
    }
    int length = random.nextInt(3) == 0 ? HEADER + random.nextInt(file.length) : file.length;
    byte[] hostile = sealed(Arrays.copyOf(file, length));

    try {
      ProfileImage image = ProfileFormat.decode(hostile);
      assertThat(ProfileFormat.decode(ProfileFormat.encode(image))).isEqualTo(image);
    } catch (DamagedProfileException refused) {
      assertThat(refused).hasMessageNotContaining("\n");
    }
  }

  private static byte[] sealed(byte[] file) {
    ByteBuffer bytes = ByteBuffer.wrap(file).putInt(12, file.length - HEADER);
    CRC32C sum = new CRC32C();
    sum.update(file, 0, 16);
    sum.update(file, HEADER, file.length - HEADER);
    bytes.putInt(16, (int) sum.getValue());
    return file;
  }
}
