package dev.phleet.collector.profile;

import dev.phleet.collector.clock.BootClock;
import java.io.IOException;
import java.nio.file.Path;

/** A program that saves profiles until it is killed, and says after each round that it is done. */
public final class SavingForever {
  static final int PROFILES = 5;

  private SavingForever() {}

  /** Arguments: directory, first round. */
  public static void main(String[] arguments) throws IOException {
    ProfileStore store = new ProfileStore(Path.of(arguments[0]), new BootClock());
    store.load(image -> {});
    for (long round = Long.parseLong(arguments[1]); true; round++) {
      for (int key = 0; key < PROFILES; key++) {
        // The path changes now and then, so that files are renamed, too.
        store.write(image(key, round).ranBy("/bin/p" + key + "-" + round / 7 % 2, ""));
      }
      store.sync();
      System.out.println(round);
      System.out.flush();
    }
  }

  static ProfileImage image(int key, long round) {
    var some = Images.random(key, round);
    var c = some.counters();
    return some.counting(
        new dev.phleet.collector.event.Counters(
            round, 0, 0, 0, 0, 0, 0, 0, c.state(), c.distinctCalls(), c.pairs(), false));
  }
}
