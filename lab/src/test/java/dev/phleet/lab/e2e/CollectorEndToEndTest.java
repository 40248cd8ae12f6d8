package dev.phleet.lab.e2e;

import static java.nio.file.StandardCopyOption.COPY_ATTRIBUTES;
import static java.nio.file.StandardCopyOption.REPLACE_EXISTING;
import static org.assertj.core.api.Assertions.assertThat;

import dev.phleet.lab.Host;
import dev.phleet.lab.HostStart;
import dev.phleet.lab.demo.Evidence;
import dev.phleet.lab.demo.Program;
import dev.phleet.lab.feed.Arrival;
import dev.phleet.lab.feed.TopicFeed;
import dev.phleet.lab.tree.Tree;
import dev.phleet.schemas.Topics;
import dev.phleet.schemas.event.CollectorPhase;
import dev.phleet.schemas.event.CollectorStatus;
import dev.phleet.schemas.event.ProfilePairs;
import dev.phleet.schemas.event.ProfileState;
import dev.phleet.schemas.event.Source;
import dev.phleet.schemas.event.State;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** One collector, a broker that goes away, and a collector that is killed. */
@NeedsKernel
@Timeout(180)
class CollectorEndToEndTest {
  private static final Duration TICK = Duration.ofMillis(100);
  private static final String HOST = "host";

  @TempDir private Path directory;
  private Servers servers;
  private Host host;
  private Program program;
  private Evidence evidence;
  private final List<Arrival> arrivals = new ArrayList<>();

  @BeforeEach
  void start() throws Exception {
    servers = Servers.start(directory.resolve("broker"));
    program = Program.copyTo(directory);
    evidence = new Evidence(program.path().toString(), List.of(HOST), List.of());
    Tree tree = Tree.start(directory.resolve("output"));
    host = HostStart.start(HOST, tree, directory, servers.settings(Duration.ofMillis(700)));
  }

  @AfterEach
  void stop() {
    host.collector().release();
    host.collector().awaitEnd(Duration.ofSeconds(15));
    host.tree().close();
    servers.close();
  }

  @Test
  void shouldLoseNothingWhenTheBrokerIsStoppedAndStartedInTheMiddle() throws Exception {
    try (TopicFeed feed = servers.feed()) {
      until(feed, "the collector runs", this::isRunning);
      makeNormal(feed);
      Patience.until(
          "its pairs are known as normal",
          () -> {
            read(feed);
            return arrivals.stream().anyMatch(this::hasNormalPairs);
          });
    }
    servers.broker().stop();
    for (int i = 0; i < 3; i++) {
      host.tree().run(program.writingTwice());
    }
    Patience.until("it says that the broker is away", () -> log().contains("Kafka is away"));
    assertThat(host.collector().isAlive()).isTrue();
    servers.broker().start();
    Patience.until("it says that the broker is back", () -> log().contains("Kafka is back"));

    arrivals.clear();
    evidence = new Evidence(program.path().toString(), List.of(HOST), List.of());
    try (TopicFeed feed = servers.feed()) {
      until(feed, "the anomalies arrive", a -> evidence.anomaliesOn(HOST) >= 6);
      until(feed, "a heartbeat says that it can be reached again", this::isReachableAgain);
    }
    assertThat(evidence.anomaliesOn(HOST)).isEqualTo(6);
    sequences()
        .forEach(
            (topic, numbers) ->
                assertThat(numbers)
                    .as("sequence numbers on " + topic)
                    .containsExactlyElementsOf(
                        LongStream.rangeClosed(1, numbers.size()).boxed().toList()));
    assertThat(statuses()).as("detected meanwhile").anyMatch(s -> !s.getBrokerReachable());
    CollectorStatus last = statuses().get(statuses().size() - 1);
    assertThat(last.getLosses()).allSatisfy(l -> assertThat(l.getCount()).as(l.getKind()).isZero());
  }

  @Test
  void shouldMakeTheRecordVoidOfAProfileThatWasGivenUpForThatOfTheSameProgram() throws Exception {
    try (TopicFeed feed = servers.feed()) {
      until(feed, "the collector runs", this::isRunning);
      host.tree().run(program.normally(1));
      until(feed, "the program has a profile", this::isOfTheProgram);
      Path again = Files.copy(program.path(), directory.resolve("again"), COPY_ATTRIBUTES);
      Files.move(again, program.path(), REPLACE_EXISTING);
      host.tree().run(program.normally(1));
      until(feed, "a record is void", CollectorEndToEndTest::isVoid);
    }
    Arrival gone =
        arrivals.stream().filter(CollectorEndToEndTest::isVoid).findFirst().orElseThrow();
    List<String> keys = arrivals.stream().filter(this::isOfTheProgram).map(Arrival::key).toList();
    assertThat(keys.get(0)).as("the profile that serves both").isNotEqualTo(gone.key());
    assertThat(keys).as("the one of the new file").contains(gone.key());
  }

  private static boolean isVoid(Arrival arrival) {
    return arrival.topic().equals(Topics.PROFILE_STATES)
        && arrival.value().isEmpty()
        && arrival.problem().isEmpty();
  }

  private boolean isOfTheProgram(Arrival arrival) {
    return arrival
        .as(ProfileState.class)
        .filter(s -> s.getExecutable().getPath().equals(program.path().toString()))
        .isPresent();
  }

  @Test
  void shouldLeaveNothingInTheKernelWhenItIsKilled() throws Exception {
    try (TopicFeed feed = servers.feed()) {
      until(feed, "the collector runs", this::isRunning);
    }
    KernelObjects held = KernelObjects.heldBy(host.collector().pid());
    assertThat(held.links()).hasSizeGreaterThanOrEqualTo(5);
    assertThat(held.exist()).isTrue();
    host.collector().kill();
    host.collector().awaitEnd(Duration.ofSeconds(5));
    Patience.until("links and programs are gone", () -> !held.exist());
    assertThat(host.tree().isAlive()).as("what it watched goes on").isTrue();
  }

  @Test
  void shouldSayGoodbyeWhenItIsStoppedInOrder() throws Exception {
    try (TopicFeed feed = servers.feed()) {
      until(feed, "the collector runs", this::isRunning);
      KernelObjects held = KernelObjects.heldBy(host.collector().pid());
      host.collector().release();
      until(feed, "it says that it has stopped", a -> isPhase(a, CollectorPhase.STOPPED));
      host.collector().awaitEnd(Duration.ofSeconds(15));
      // The kernel frees them a moment after the last reference is gone.
      Patience.until("links and programs are gone", () -> !held.exist());
    }
  }

  private void makeNormal(TopicFeed feed) throws Exception {
    while (evidence.stateOn(HOST) != State.NORMAL) {
      host.tree().run(program.normally(evidence.stateOn(HOST) == State.TRAINING ? 10 : 1));
      read(feed);
    }
  }

  private void until(TopicFeed feed, String what, Predicate<Arrival> met) throws Exception {
    Patience.until(what, () -> read(feed).stream().anyMatch(met));
  }

  private List<Arrival> read(TopicFeed feed) {
    assertThat(host.collector().isAlive() || host.collector().exitCode() == 0)
        .as(() -> String.join("\n", host.collector().lastLines(20)))
        .isTrue();
    List<Arrival> now = feed.poll(TICK);
    now.forEach(evidence::add);
    arrivals.addAll(now);
    return now;
  }

  private boolean isRunning(Arrival arrival) {
    return isPhase(arrival, CollectorPhase.RUNNING);
  }

  private static boolean isPhase(Arrival arrival, CollectorPhase phase) {
    return arrival.as(CollectorStatus.class).filter(s -> s.getPhase() == phase).isPresent();
  }

  private boolean hasNormalPairs(Arrival arrival) {
    return arrival
        .as(ProfilePairs.class)
        .filter(p -> p.getExecutable().getPath().equals(program.path().toString()))
        .filter(p -> p.getState() == State.NORMAL)
        .filter(p -> !p.getPairs().isEmpty())
        .filter(p -> p.getPairs().stream().allMatch(c -> c.getTest() == c.getTraining()))
        .isPresent();
  }

  private boolean isReachableAgain(Arrival arrival) {
    return arrival
        .as(CollectorStatus.class)
        .filter(s -> s.getBrokerReachable() && s.getPublished().containsKey("anomalies"))
        .isPresent();
  }

  private List<CollectorStatus> statuses() {
    return arrivals.stream().flatMap(a -> a.as(CollectorStatus.class).stream()).toList();
  }

  private Map<String, List<Long>> sequences() {
    return arrivals.stream()
        .filter(a -> a.value().isPresent())
        .collect(
            Collectors.groupingBy(
                a -> a.topic().name(),
                TreeMap::new,
                Collectors.mapping(
                    a -> ((Source) a.value().get().get(1)).getSequence(),
                    Collectors.collectingAndThen(
                        Collectors.toList(), l -> l.stream().sorted().toList()))));
  }

  private String log() throws Exception {
    return Files.readString(directory.resolve("collector.log"));
  }
}
