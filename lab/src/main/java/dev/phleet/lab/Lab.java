package dev.phleet.lab;

import dev.phleet.collector.preflight.Facts;
import dev.phleet.collector.preflight.Preflight;
import dev.phleet.lab.demo.Demo;
import dev.phleet.lab.demo.Evidence;
import dev.phleet.lab.demo.Program;
import dev.phleet.lab.feed.Arrival;
import dev.phleet.lab.feed.TopicFeed;
import dev.phleet.lab.show.Display;
import dev.phleet.lab.show.Lines;
import dev.phleet.lab.show.Narrator;
import dev.phleet.schemas.event.CollectorPhase;
import dev.phleet.schemas.event.CollectorStatus;
import java.io.IOException;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/** One run of the lab. Closing it ends every process and removes the directory. */
final class Lab implements AutoCloseable {
  private static final Duration NORMAL_WAIT = Duration.ofSeconds(3);
  private static final Duration TICK = Duration.ofMillis(50);
  private static final double DEADLINE_SECONDS = 60;
  private final LabOptions options;
  private final Lines lines;
  private final LabDirectory directory;
  private final Fleet fleet;
  private final Program program;
  private final Thread onExit = new Thread(this::end, "lab-end");
  private boolean ended;

  Lab(LabOptions options, Lines lines) throws IOException {
    this.options = options;
    this.lines = lines;
    requireAbleMachine();
    directory = LabDirectory.create();
    fleet = new Fleet(directory);
    Runtime.getRuntime().addShutdownHook(onExit);
    program = Program.copyTo(directory.path());
  }

  /** What a collector would say too, but only after the broker has started. */
  private static void requireAbleMachine() {
    List<String> problems = Preflight.problems(Facts.find());
    if (!problems.isEmpty()) {
      throw new LabException(LabException.ENVIRONMENT, String.join("\n", problems));
    }
  }

  /** For people; with the demonstration, about its program only. */
  Display narrator() {
    String path = program.path().toString();
    return new Narrator(lines, e -> !options.demo() || e.getPath().equals(path));
  }

  int run(Display display) throws IOException {
    display.say(
        "A fleet of %d %s on this machine: each a process tree with a collector of its own."
            .formatted(options.hosts(), options.hosts() == 1 ? "host" : "hosts"));
    display.say("");
    try (TopicFeed feed =
        options.servers().isPresent() ? join(options.servers().get(), display) : start(display)) {
      awaitHosts(feed, display);
      if (options.demo()) {
        play(feed, display);
      }
      if (options.exit()) {
        return 0;
      }
      tellHowToStart(display);
      return watch(feed, display);
    }
  }

  private TopicFeed start(Display display) throws IOException {
    display.step("broker", "starting");
    fleet.startServers(options.hosts());
    display.step(
        "broker", "at " + fleet.bootstrapServers() + ", schema registry " + fleet.registryUrl());
    display.step("lab", "starting %d collectors and the analyzer".formatted(options.hosts()));
    fleet.startEverythingElse(new FleetSettings(NORMAL_WAIT));
    return new TopicFeed(fleet.bootstrapServers(), fleet.registryUrl(), Fleet.PREFIX);
  }

  /** The feed comes first: what was there before is none of this lab's. */
  private TopicFeed join(Servers servers, Display display) throws IOException {
    display.step(
        "broker", "there: " + servers.broker() + ", schema registry " + servers.registry());
    TopicFeed feed = TopicFeed.ofOthers(servers.broker(), servers.registry(), Fleet.PREFIX);
    try {
      display.step("lab", "starting %d collectors".formatted(options.hosts()));
      fleet.join(servers, options.hosts());
      fleet.startCollectors(new FleetSettings(NORMAL_WAIT));
      return feed;
    } catch (IOException | RuntimeException failed) {
      feed.close();
      throw failed;
    }
  }

  /** Ready is what the topic says, every host's collector is running, and a dashboard to see it. */
  private void awaitHosts(TopicFeed feed, Display display) {
    Set<String> waiting = new HashSet<>(fleet.hosts().stream().map(Host::id).toList());
    Optional<String> dashboard = Optional.empty();
    boolean own = options.servers().isEmpty();
    while (!waiting.isEmpty() || (own && dashboard.isEmpty())) {
      fleet.check();
      if (own && dashboard.isEmpty()) {
        dashboard = fleet.dashboard();
        dashboard.ifPresent(url -> display.step("analyzer", "dashboard at " + url));
      }
      String hosts = "collectors: RUNNING of " + String.join(", ", waiting);
      requireInTime(own ? List.of(hosts, "the dashboard") : List.of(hosts));
      for (Arrival arrival : feed.poll(TICK)) {
        display.arrived(arrival);
        arrival
            .as(CollectorStatus.class)
            .filter(s -> s.getPhase() == CollectorPhase.RUNNING)
            .ifPresent(s -> waiting.remove(s.getHost().getId()));
      }
    }
  }

  private void play(TopicFeed feed, Display display) throws IOException {
    Demo demo = new Demo(program, fleet.hosts(), NORMAL_WAIT, display);
    display.say("");
    display.say(
        "A program that prints one line runs on every host until that is all it is known for:");
    display.say("");
    Evidence evidence = demo.evidence();
    while (!evidence.missing().isEmpty()) {
      fleet.check();
      requireInTime(evidence.missing());
      demo.advance();
      for (Arrival arrival : feed.poll(TICK)) {
        display.arrived(arrival);
        demo.saw(arrival);
      }
    }
    tellProof(display, evidence);
  }

  private void tellProof(Display display, Evidence evidence) {
    List<String> ids = fleet.hosts().stream().map(Host::id).toList();
    List<String> anomalies = ids.stream().map(h -> evidence.anomaliesOn(h) + " on " + h).toList();
    display.say("");
    display.say(
        String.format(
            Locale.ROOT, "Proved in %.1f s, all of it read back from Kafka:", lines.seconds()));
    display.say("    profiles    learned, frozen and normal on " + String.join(", ", ids));
    display.say("    anomalies   " + String.join(", ", anomalies));
    display.say(
        "    incident    names %s and not %s"
            .formatted(
                String.join(" and ", evidence.concerned()),
                String.join(", ", evidence.unconcerned())));
  }

  private void requireInTime(List<String> missing) {
    if (lines.seconds() > DEADLINE_SECONDS) {
      throw new LabException(
          LabException.FAILED,
          "after %.0f s the topics still lack:".formatted(DEADLINE_SECONDS),
          missing);
    }
  }

  private void tellHowToStart(Display display) {
    display.say("");
    display.say("Ready. Start something on a host, in another terminal:");
    display.say("    ./phleet lab run lab-1 -- COMMAND...");
    display.say("What its profile goes through appears here. Ctrl-C ends everything.");
    display.say("");
  }

  private int watch(TopicFeed feed, Display display) {
    while (true) {
      fleet.check();
      feed.poll(TICK).forEach(display::arrived);
    }
  }

  private synchronized void end() {
    if (ended) {
      return;
    }
    ended = true;
    fleet.close();
    try {
      if (options.keep()) {
        directory.keep();
        lines.out().println("Kept: " + directory.path());
      } else {
        directory.delete();
      }
    } catch (IOException e) {
      lines.out().println("Could not remove " + directory.path() + ": " + e.getMessage());
    }
  }

  @Override
  public void close() {
    end();
  }
}
