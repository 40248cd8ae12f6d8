package dev.phleet.lab.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import dev.phleet.lab.FleetSettings;
import dev.phleet.lab.Host;
import dev.phleet.lab.HostStart;
import dev.phleet.lab.feed.Arrival;
import dev.phleet.lab.feed.TopicFeed;
import dev.phleet.lab.tree.Tree;
import dev.phleet.schemas.event.CollectorPhase;
import dev.phleet.schemas.event.CollectorStatus;
import dev.phleet.schemas.event.Source;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.apache.avro.specific.SpecificRecord;

/** A collector in a process of its own, the tree that it watches, and all that it publishes. */
final class OneHost implements AutoCloseable {
  static final String ID = "host";
  private static final Duration TICK = Duration.ofMillis(100);

  private final Path directory;
  private final Servers servers;
  private final Host host;
  private final TopicFeed feed;
  private final List<Arrival> arrivals = new ArrayList<>();

  private OneHost(Path directory, Servers servers, Host host) {
    this.directory = directory;
    this.servers = servers;
    this.host = host;
    this.feed = servers.feed();
  }

  /**
   * Starts broker, registry, tree and collector, and waits until that is attached.
   *
   * @param directory for all their files
   * @param overrides keys of the collector's configuration that are to be otherwise
   */
  static OneHost start(Path directory, Map<String, String> overrides) throws Exception {
    Servers servers = Servers.start(directory.resolve("broker"));
    FleetSettings usual = servers.settings(Duration.ofMillis(700));
    FleetSettings settings =
        new FleetSettings(usual.normalWait(), usual.addresses(), Map.copyOf(overrides));
    Tree tree = Tree.start(directory.resolve("output"));
    OneHost one = new OneHost(directory, servers, HostStart.start(ID, tree, directory, settings));
    one.until("the collector runs", () -> one.isIn(CollectorPhase.RUNNING));
    return one;
  }

  Tree tree() {
    return host.tree();
  }

  /** Runs a command line in the tree and waits until it is done. */
  void run(String line) throws Exception {
    Path mark = Files.createTempFile(directory, "done", "");
    Files.delete(mark);
    // By the shell itself, so that nothing else is watched.
    tree().run(line + "; : >'" + mark + "'");
    until("done: " + line, () -> Files.exists(mark));
  }

  /** A command of phleet against this collector. */
  Phleet.Said phleet(String... arguments) throws Exception {
    return Phleet.run(withConfig(arguments));
  }

  /** The same, and it did what it was asked. */
  String said(String... arguments) throws Exception {
    Phleet.Said said = phleet(arguments);
    assertThat(said.code()).as(said.toString()).isZero();
    assertThat(said.err()).isEmpty();
    return said.out();
  }

  String[] withConfig(String... arguments) {
    List<String> all = new ArrayList<>(List.of(arguments));
    all.addAll(List.of("--config", directory.resolve("collector.properties").toString()));
    return all.toArray(String[]::new);
  }

  /** Ends the collector in order and reads what it still published. */
  void stopCollector() throws Exception {
    host.collector().release();
    until("it says that it has stopped", () -> isIn(CollectorPhase.STOPPED));
    host.collector().awaitEnd(Duration.ofSeconds(15));
  }

  String log() throws IOException {
    return Files.readString(directory.resolve("collector.log"));
  }

  void until(String what, Met met) throws Exception {
    Patience.until(
        what,
        () -> {
          assertThat(host.collector().isAlive() || host.collector().exitCode() == 0)
              .as(() -> String.join("\n", host.collector().lastLines(20)))
              .isTrue();
          arrivals.addAll(feed.poll(TICK));
          return met.isMet();
        });
  }

  /** Something that comes true. */
  @FunctionalInterface
  interface Met {
    boolean isMet() throws Exception;
  }

  /** Everything read so far, in the order of arrival. */
  List<Arrival> arrivals() {
    return Collections.unmodifiableList(arrivals);
  }

  /** Every value of a kind read so far. */
  <V extends SpecificRecord> List<V> all(Class<V> type, Predicate<V> wanted) {
    return arrivals.stream().flatMap(a -> a.as(type).stream()).filter(wanted).toList();
  }

  /** Sequence numbers by topic, sorted. */
  Map<String, List<Long>> sequences() {
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

  private boolean isIn(CollectorPhase phase) {
    return !all(CollectorStatus.class, s -> s.getPhase() == phase).isEmpty();
  }

  @Override
  public void close() {
    feed.close();
    host.collector().release();
    host.collector().awaitEnd(Duration.ofSeconds(15));
    host.tree().close();
    servers.close();
  }
}
