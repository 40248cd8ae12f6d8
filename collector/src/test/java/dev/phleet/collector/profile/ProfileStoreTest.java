package dev.phleet.collector.profile;

import static org.assertj.core.api.Assertions.assertThat;

import dev.phleet.collector.clock.BootClock;
import dev.phleet.collector.event.Counters;
import dev.phleet.collector.event.ProfileState;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class ProfileStoreTest {
  private final BootClock clock = new BootClock();
  @TempDir private Path parent;
  private Path directory;
  private ProfileStore store;

  @BeforeEach
  void open() throws IOException {
    directory = parent.resolve("state/profiles");
    store = new ProfileStore(directory, clock);
  }

  @Test
  void shouldNameAFileSoThatAPersonFindsIt() {
    assertThat(ProfileStore.fileName("/usr/bin/greet", 0xfe000000003f854L))
        .isEqualTo("usr-bin-greet-0fe000000003f854.phleet");
    assertThat(ProfileStore.fileName("", -1)).isEqualTo("unknown-ffffffffffffffff.phleet");
    assertThat(ProfileStore.fileName("/../a b/\n\u00e9/..", 1))
        .isEqualTo("a-b-..-0000000000000001.phleet");
    assertThat(ProfileStore.fileName("/x".repeat(3000), 1)).hasSizeLessThan(255);
  }

  @Test
  void shouldReadBackEveryProfileForOwnersEyesOnly() throws IOException {
    ProfileImage one = inside(Images.random(1, 11));
    ProfileImage two = inside(Images.random(2, 12));
    store.write(one);
    store.write(two);
    store.sync();

    List<ProfileImage> loaded = loaded(new ProfileStore(directory, clock));

    assertThat(loaded).containsExactlyInAnyOrder(one, two);
    assertThat(files()).hasSize(2);
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(directory)))
        .isEqualTo("rwx------");
    assertThat(
            PosixFilePermissions.toString(
                Files.getPosixFilePermissions(directory.resolve(files().get(0)))))
        .isEqualTo("rw-------");
  }

  @Test
  void shouldMakeANormalTimeBeforeThisBootOneThatIsOver() throws IOException {
    ProfileImage image = Images.random(1, 11);
    Counters c = image.counters();
    long longAgo = clock.boot(java.time.Instant.EPOCH.plusSeconds(1));
    store.write(
        image.counting(
            new Counters(
                5,
                4,
                3,
                2,
                1,
                longAgo,
                longAgo,
                longAgo,
                ProfileState.FROZEN,
                c.distinctCalls(),
                c.pairs(),
                false)));

    Counters loaded = loaded(store).get(0).counters();

    assertThat(loaded.normalTime()).isEqualTo(1);
    assertThat(loaded.firstSeen())
        .isCloseTo(longAgo, org.assertj.core.api.Assertions.within(1_000L));
  }

  @Test
  void shouldSetAsideWhatItCannotReadAndLoadTheRest() throws IOException {
    ProfileImage whole = inside(Images.random(1, 11));
    store.write(whole);
    byte[] bytes = ProfileFormat.encode(Images.random(2, 12));
    Files.write(directory.resolve("half.phleet"), java.util.Arrays.copyOf(bytes, bytes.length / 2));
    Files.writeString(directory.resolve("foreign.phleet"), "[Unit]\nDescription=none of ours\n");
    Files.write(directory.resolve("empty.phleet"), new byte[0]);
    Files.createSymbolicLink(directory.resolve("endless.phleet"), Path.of("/dev/zero"));
    Files.writeString(directory.resolve("left.phleet.tmp"), "unfinished");
    Files.writeString(directory.resolve("notes.txt"), "an administrator's");

    assertThat(loaded(new ProfileStore(directory, clock))).containsExactly(whole);

    assertThat(files())
        .containsExactlyInAnyOrder(
            ProfileStore.fileName(whole.path(), 1),
            "half.phleet.damaged",
            "foreign.phleet.damaged",
            "empty.phleet.damaged",
            "endless.phleet.damaged",
            "notes.txt");
  }

  @Test
  void shouldSetAsideAFileThatIsTooLarge() throws IOException {
    Files.write(directory.resolve("huge.phleet"), new byte[ProfileFormat.MOST_BYTES + 1]);

    assertThat(loaded(store)).isEmpty();
    assertThat(files()).containsExactly("huge.phleet.damaged");
  }

  @Test
  void shouldRenameTheFileWhenThePathBecomesKnown() throws IOException {
    store.write(Images.random(1, 11).ranBy("", ""));
    store.write(Images.random(1, 11).ranBy("/bin/true", "sha256:0"));

    assertThat(files()).containsExactly("bin-true-0000000000000001.phleet");
  }

  @Test
  void shouldTakeTheNewerOfTwoFilesThatACrashLeft() throws IOException {
    ProfileImage old = inside(Images.random(1, 11)).ranBy("/z", "");
    ProfileImage young = inside(Images.random(1, 12)).ranBy("/a", "");
    store.write(old);
    new ProfileStore(directory, clock).write(young);
    Files.setLastModifiedTime(
        directory.resolve(ProfileStore.fileName("/z", 1)), FileTime.fromMillis(1_000));

    assertThat(loaded(new ProfileStore(directory, clock))).containsExactly(young);
    assertThat(files()).containsExactly(ProfileStore.fileName("/a", 1));
  }

  @Test
  void shouldRemoveAFileOnce() throws IOException {
    store.write(Images.random(1, 11));

    assertThat(store.remove(1)).isTrue();
    assertThat(store.remove(1)).isFalse();
    assertThat(loaded(store)).isEmpty();
  }

  @Test
  void shouldLoadAgainWhatItHasWrittenAndKeepTheFile() throws IOException {
    store.write(Images.random(1, 11));

    assertThat(loaded(store)).hasSize(1);
    assertThat(loaded(store)).hasSize(1);
  }

  private static List<ProfileImage> loaded(ProfileStore store) throws IOException {
    List<ProfileImage> images = new ArrayList<>();
    store.load(images::add);
    return images;
  }

  private ProfileImage inside(ProfileImage onDisk) {
    return new ProfileTimes(clock).inside(onDisk);
  }

  private List<String> files() throws IOException {
    try (Stream<Path> all = Files.list(directory)) {
      return all.map(file -> file.getFileName().toString()).sorted().toList();
    }
  }
}
