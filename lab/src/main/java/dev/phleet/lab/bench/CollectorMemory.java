package dev.phleet.lab.bench;

import dev.phleet.lab.Fleet;
import dev.phleet.lab.FleetSettings;
import dev.phleet.lab.LabDirectory;
import dev.phleet.lab.feed.Arrival;
import dev.phleet.lab.feed.TopicFeed;
import dev.phleet.schemas.event.CollectorPhase;
import dev.phleet.schemas.event.CollectorStatus;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What a collector takes of the host's memory: one in a lab with a real broker, after it has
 * published what some dozen programs in its tree did.
 *
 * @param resident kilobytes of it in memory now (VmRSS), the JVM's files included
 * @param anonymous kilobytes of those that no other process shares (RssAnon)
 * @param peak the most kilobytes that were ever in memory (VmHWM)
 */
record CollectorMemory(long resident, long anonymous, long peak) {
  private static final Duration TICK = Duration.ofMillis(100);
  private static final Duration NORMAL_WAIT = Duration.ofSeconds(1);
  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final int HEARTBEATS = 5;

  /** Programs that every machine has, often enough for their profiles to go through all states. */
  private static final String WORK =
      "for n in 1 2 3 4 5 6 7 8 9 10 11 12 13 14 15 16 17 18 19 20; do"
          + " for p in ls id date uname hostname df cat sort wc head; do $p </dev/null; done; done";

  /**
   * Starts the lab, measures and ends it.
   *
   * @throws BenchException when the collector does not get to run
   * @throws dev.phleet.lab.LabException when a part of the lab does not start
   */
  static CollectorMemory measure() {
    try {
      LabDirectory directory = LabDirectory.create();
      try (Fleet fleet = new Fleet(directory)) {
        fleet.startServers(1);
        fleet.startEverythingElse(new FleetSettings(NORMAL_WAIT));
        try (TopicFeed feed =
            new TopicFeed(fleet.bootstrapServers(), fleet.registryUrl(), Fleet.PREFIX)) {
          awaitHeartbeats(feed, fleet, 1);
          fleet.hosts().get(0).tree().run(WORK);
          awaitHeartbeats(feed, fleet, HEARTBEATS);
        }
        return ofProcess(Path.of("/proc/" + fleet.hosts().get(0).collector().pid()));
      } finally {
        directory.delete();
      }
    } catch (IOException failed) {
      throw new BenchException("cannot run a lab", failed);
    }
  }

  /** Reads a process's own account of its memory. */
  static CollectorMemory ofProcess(Path process) throws IOException {
    String status = Files.readString(process.resolve("status"));
    return new CollectorMemory(
        field(status, "VmRSS"), field(status, "RssAnon"), field(status, "VmHWM"));
  }

  private static void awaitHeartbeats(TopicFeed feed, Fleet fleet, int count) {
    long deadline = System.nanoTime() + PATIENCE.toNanos();
    int seen = 0;
    while (seen < count) {
      fleet.check();
      if (System.nanoTime() > deadline) {
        throw new BenchException("the collector of the lab is not running after " + PATIENCE);
      }
      for (Arrival arrival : feed.poll(TICK)) {
        if (arrival
            .as(CollectorStatus.class)
            .filter(status -> status.getPhase() == CollectorPhase.RUNNING)
            .isPresent()) {
          seen++;
        }
      }
    }
  }

  private static long field(String status, String name) {
    Matcher line = Pattern.compile("(?m)^" + name + ":\\s+(\\d+) kB$").matcher(status);
    if (!line.find()) {
      throw new BenchException("the kernel does not tell the collector's " + name);
    }
    return Long.parseLong(line.group(1));
  }
}
