package dev.phleet.collector.profile;

import static org.assertj.core.api.Assertions.assertThat;

import dev.phleet.collector.clock.BootClock;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** kill -9, fifty times, at any moment of a save. */
final class KilledWhileSavingTest {
  private static final int KILLS = 50;

  @TempDir private Path directory;
  private final Random random = new Random(23);

  @Test
  void shouldFindEveryProfileReadableAfterFiftyKills() throws Exception {
    long round = 1;
    for (int kill = 0; kill < KILLS; kill++) {
      round = runAndKill(round);

      List<ProfileImage> found = new ArrayList<>();
      new ProfileStore(directory, new BootClock()).load(found::add);

      long finished = round;
      assertThat(found).as("after kill %d", kill).hasSize(SavingForever.PROFILES);
      assertThat(found).allMatch(image -> image.counters().calls() >= finished);
      assertThat(found).allMatch(KilledWhileSavingTest::isWhole);
      round = found.stream().mapToLong(image -> image.counters().calls()).max().orElseThrow() + 1;
    }
    try (Stream<Path> files = Files.list(directory)) {
      assertThat(files).as("nothing set aside, nothing left over").hasSize(SavingForever.PROFILES);
    }
  }

  /** The last round that the program said was done. */
  private long runAndKill(long firstRound) throws IOException, InterruptedException {
    Process child =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-Xshare:auto",
                "-cp",
                System.getProperty("java.class.path"),
                SavingForever.class.getName(),
                directory.toString(),
                Long.toString(firstRound))
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    long last = 0;
    try (BufferedReader done = child.inputReader(StandardCharsets.US_ASCII)) {
      for (int rounds = 1 + random.nextInt(5); rounds > 0; rounds--) {
        last = Long.parseLong(done.readLine());
      }
      long moment = System.nanoTime() + random.nextInt(4_000_000);
      while (System.nanoTime() < moment) {
        Thread.onSpinWait();
      }
      // Through its handle: the other way also closes its output, of which the rest is to be read.
      child.toHandle().destroyForcibly();
      child.waitFor();
      for (String line = done.readLine(); line != null; line = done.readLine()) {
        last = Math.max(last, line.matches("\\d+") ? parse(line, last) : last);
      }
    }
    return last;
  }

  /** What was written before the end came may lack its last digits. */
  private static long parse(String line, long last) {
    long said = Long.parseLong(line);
    return said == last + 1 ? said : last;
  }

  private static boolean isWhole(ProfileImage found) {
    ProfileImage written =
        SavingForever.image((int) found.key(), found.counters().calls()).ranBy(found.path(), "");
    return found.calls().equals(written.calls())
        && found.training().equals(written.training())
        && found.test().equals(written.test());
  }
}
