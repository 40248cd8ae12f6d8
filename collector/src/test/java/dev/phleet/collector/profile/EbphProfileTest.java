package dev.phleet.collector.profile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.phleet.collector.clock.BootClock;
import dev.phleet.collector.event.ProfileState;
import dev.phleet.collector.profile.ProfileImage.Pair;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class EbphProfileTest {
  private static final int TABLE = 450 * 450;
  private static final int TRAINING = 72;

  private final BootClock clock = new BootClock();
  @TempDir private Path directory;

  @Test
  void shouldReadAFrozenProfileWithItsTimeOfDay() throws Exception {
    long inAnHour = clock.now().plus(Duration.ofHours(1)).toEpochMilli() * 1_000_000;
    ByteBuffer bytes = file(2, 0, 97, 41, 13, inAnHour, 101);
    bytes.put(TRAINING + 39 * 450 + 1, (byte) 0x81).put(TRAINING + 449 * 450 + 39, (byte) 2);
    Path file = Files.write(directory.resolve("1234"), bytes(bytes));

    ProfileImage image = EbphProfile.read(file, clock);

    assertThat(image.key()).isEqualTo(0xfe00_0000_0001L);
    assertThat(image.path()).isEqualTo("/usr/bin/greet");
    assertThat(image.state()).isEqualTo(ProfileState.FROZEN);
    assertThat(image.calls()).containsExactly(2, 40, 450);
    assertThat(image.training()).containsExactly(new Pair(40, 2, 0x81), new Pair(450, 40, 2));
    assertThat(image.test()).isEmpty();
    assertThat(image.counters().calls()).isEqualTo(101);
    assertThat(image.counters().trainCount()).isEqualTo(97);
    assertThat(image.counters().lastModCount()).isEqualTo(41);
    assertThat(image.counters().sequences()).isEqualTo(13);
    assertThat(image.counters().pairs()).isEqualTo(3);
    assertThat(clock.wall(image.counters().normalTime()).toEpochMilli())
        .isBetween(inAnHour / 1_000_000 - 1, inAnHour / 1_000_000);
  }

  @Test
  void shouldReadTheTestDataOfANormalProfile() throws Exception {
    ByteBuffer bytes = file(4, 7, 97, 41, 13, 5, 101);
    bytes.put(TRAINING + TABLE + 3 * 450 + 3, (byte) 1);

    ProfileImage image = EbphProfile.decode(bytes(bytes), clock);

    assertThat(image.state()).isEqualTo(ProfileState.NORMAL);
    assertThat(image.counters().anomalies()).isEqualTo(7);
    assertThat(image.counters().normalTime()).isZero();
    assertThat(image.training()).isEmpty();
    assertThat(image.test()).containsExactly(new Pair(4, 4, 1));
  }

  @Test
  void shouldRefuseWhatIsNoneOfThem() {
    ByteBuffer wrongMagic = file(1, 0, 0, 0, 0, 0, 0).putLong(0, 23);
    ByteBuffer wrongStatus = file(3, 0, 0, 0, 0, 0, 0);
    ByteBuffer negative = file(1, 0, -1, 0, 0, 0, 0);

    assertThatThrownBy(() -> EbphProfile.decode(bytes(wrongMagic), clock))
        .isInstanceOf(DamagedProfileException.class);
    assertThatThrownBy(() -> EbphProfile.decode(bytes(wrongStatus), clock))
        .hasMessage("status 3 is none");
    assertThatThrownBy(() -> EbphProfile.decode(bytes(negative), clock))
        .hasMessage("a counter is out of bounds");
    assertThatThrownBy(() -> EbphProfile.decode(new byte[23], clock))
        .hasMessage("it has 23 bytes, a profile of ebpH has 409168");
  }

  @Test
  void shouldReadTablesOfAnything() throws Exception {
    ByteBuffer bytes = file(1, 0, 0, 0, 0, 0, 0);
    byte[] noise = new byte[2 * TABLE];
    new Random(23).nextBytes(noise);
    bytes.put(TRAINING, noise);

    assertThat(EbphProfile.decode(bytes(bytes), clock).calls()).hasSize(450);
  }

  private static ByteBuffer file(int status, long... counters) {
    ByteBuffer bytes = ByteBuffer.allocate(409_168).order(ByteOrder.nativeOrder());
    bytes.putLong(0xb9f0_563f_e7eb_94d7L).putLong(0xfe00_0000_0001L).putLong(0);
    bytes.put(16, (byte) status);
    for (long counter : counters) {
      bytes.putLong(counter);
    }
    bytes.position(TRAINING + 2 * TABLE);
    bytes.put("/usr/bin/greet".getBytes(StandardCharsets.US_ASCII));
    return bytes;
  }

  private static byte[] bytes(ByteBuffer buffer) {
    byte[] bytes = new byte[buffer.capacity()];
    buffer.get(0, bytes);
    return bytes;
  }
}
