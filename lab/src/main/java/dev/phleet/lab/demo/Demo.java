package dev.phleet.lab.demo;

import dev.phleet.lab.Host;
import dev.phleet.lab.feed.Arrival;
import dev.phleet.lab.show.Display;
import dev.phleet.schemas.event.State;
import java.io.IOException;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The demonstration, driven by what the topics say: on every host the program runs until its
 * profile is read to be frozen, and then, when the normal wait is over, until it is read to be
 * normal. Then it writes twice on the first two hosts.
 */
public final class Demo {
  private static final Duration PAUSE = Duration.ofMillis(300);
  private static final int RUNS = 10;
  private static final int CONCERNED = 2;

  /** Fewest hosts that it makes sense with: two that are concerned and one that is not. */
  public static final int FEWEST_HOSTS = CONCERNED + 1;

  private final Program program;
  private final List<Host> hosts;
  private final Duration normalWait;
  private final Display display;
  private final Evidence evidence;
  private final Map<String, Long> due = new HashMap<>();
  private boolean told;

  /**
   * Nothing has run yet.
   *
   * @param program the program
   * @param hosts where
   * @param normalWait how long a frozen profile waits
   * @param display where to say what is being done
   */
  public Demo(Program program, List<Host> hosts, Duration normalWait, Display display) {
    this.program = program;
    this.hosts = hosts;
    this.normalWait = normalWait;
    this.display = display;
    List<String> ids = hosts.stream().map(Host::id).toList();
    this.evidence = new Evidence(program.path().toString(), ids, ids.subList(0, CONCERNED));
  }

  /** What has been read so far. */
  public Evidence evidence() {
    return evidence;
  }

  /**
   * Takes in one record.
   *
   * @param arrival read back from Kafka
   */
  public void saw(Arrival arrival) {
    Map<String, State> before = new HashMap<>();
    hosts.forEach(h -> before.put(h.id(), evidence.stateOn(h.id())));
    evidence.add(arrival);
    for (Host host : hosts) {
      State now = evidence.stateOn(host.id());
      if (now == State.FROZEN && before.get(host.id()) != State.FROZEN) {
        due.put(host.id(), System.nanoTime() + normalWait.toNanos());
      }
    }
  }

  /**
   * Does what is due; returns at once.
   *
   * @throws IOException when a tree has ended
   */
  public void advance() throws IOException {
    if (evidence.isNormalEverywhere()) {
      if (!told) {
        told = true;
        writeTwice();
      }
      return;
    }
    long now = System.nanoTime();
    for (Host host : hosts) {
      State state = evidence.stateOn(host.id());
      if (state != State.NORMAL && now - due.getOrDefault(host.id(), now) >= 0) {
        host.tree().run(program.normally(state == State.TRAINING ? RUNS : 1));
        due.put(host.id(), now + PAUSE.toNanos());
      }
    }
  }

  private void writeTwice() throws IOException {
    List<Host> concerned = hosts.subList(0, CONCERNED);
    display.say("");
    display.say(
        "Now with an argument on %s, so that it writes twice:"
            .formatted(String.join(" and ", concerned.stream().map(Host::id).toList())));
    display.say(
        "(A window of calls, the newest first; * marks what had never come at that distance before.)");
    display.say("");
    for (Host host : concerned) {
      host.tree().run(program.writingTwice());
    }
  }
}
