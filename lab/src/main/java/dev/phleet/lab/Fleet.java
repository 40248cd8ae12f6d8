package dev.phleet.lab;

import dev.phleet.lab.child.Child;
import dev.phleet.lab.child.ChildJvm;
import dev.phleet.lab.child.ClassPath;
import dev.phleet.lab.tree.CommandPipe;
import dev.phleet.lab.tree.Tree;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;

/** All processes of a lab. Closing it ends them in order, and closing it twice does no harm. */
public final class Fleet implements AutoCloseable {
  /** Prefix of the topics. */
  public static final String PREFIX = FleetSettings.PREFIX;

  private static final Duration PATIENCE = Duration.ofSeconds(10);
  private final LabDirectory directory;
  private final Map<String, Tree> trees = new LinkedHashMap<>();
  private final List<Host> hosts = new ArrayList<>();
  private final List<Child> children = new ArrayList<>();
  private Child servers;
  private Child analyzer;
  private Properties addresses;
  private boolean closing;

  /**
   * Nothing runs yet.
   *
   * @param directory where everything is kept
   */
  public Fleet(LabDirectory directory) {
    this.directory = directory;
  }

  /**
   * Starts the trees, the broker and the registry, and waits until they answer.
   *
   * @param count how many hosts
   * @throws IOException when a process cannot be started
   * @throws LabException when broker or registry do not start
   */
  public void startServers(int count) throws IOException {
    Path files = Files.createDirectories(directory.path().resolve("broker"));
    synchronized (this) {
      requireOpen();
      servers =
          new ChildJvm(
                  "broker and registry",
                  "lab/server",
                  ClassPath.of("lab"),
                  List.of(),
                  List.of(
                      "dev.phleet.lab.server.ServerMain",
                      files.resolve("data").toString(),
                      PREFIX,
                      "0"),
                  true)
              .start(files.resolve("log"));
      children.add(servers);
      for (int i = 1; i <= count; i++) {
        startTree("lab-" + i);
      }
    }
    addresses = servers.announcement();
    if (addresses.isEmpty()) {
      servers.awaitEnd(PATIENCE);
      synchronized (this) {
        requireOpen();
      }
      throw died(servers);
    }
  }

  /**
   * Starts the trees, for a broker and a registry that run elsewhere.
   *
   * @param there where
   * @param count how many hosts
   * @throws IOException when a process cannot be started
   */
  public void join(Servers there, int count) throws IOException {
    synchronized (this) {
      requireOpen();
      for (int i = 1; i <= count; i++) {
        startTree("lab-" + i);
      }
    }
    addresses = there.addresses();
  }

  private void startTree(String id) throws IOException {
    Tree tree = Tree.start(directory.host(id).resolve("output"));
    trees.put(id, tree);
    var unused = CommandPipe.open(directory.commandsOf(id), tree);
  }

  /** {@code bootstrap.servers} and {@code schema.registry.url}. */
  public Properties addresses() {
    Properties copy = new Properties();
    copy.putAll(addresses);
    return copy;
  }

  /** For {@code bootstrap.servers}. */
  public String bootstrapServers() {
    return addresses.getProperty("bootstrap.servers");
  }

  /** For {@code schema.registry.url}. */
  public String registryUrl() {
    return addresses.getProperty("schema.registry.url");
  }

  /**
   * Starts a collector for each tree, and the analyzer. Does not wait for them.
   *
   * @param settings what collectors and analyzer are told
   * @throws IOException when a process cannot be started
   */
  public synchronized void startEverythingElse(FleetSettings settings) throws IOException {
    startCollectors(settings);
    Path files = Files.createDirectories(directory.path().resolve("analyzer"));
    analyzer = AnalyzerStart.start(files, settings.with(addresses));
    children.add(analyzer);
  }

  /** Where the analyzer's dashboard is; empty until it says so. */
  public synchronized Optional<String> dashboard() {
    return Optional.ofNullable(analyzer).flatMap(AnalyzerStart::dashboard);
  }

  /**
   * Starts a collector for each tree. Does not wait for them.
   *
   * @param settings what collectors are told
   * @throws IOException when a process cannot be started
   */
  public synchronized void startCollectors(FleetSettings settings) throws IOException {
    requireOpen();
    for (Map.Entry<String, Tree> e : trees.entrySet()) {
      Host host =
          HostStart.start(
              e.getKey(), e.getValue(), directory.host(e.getKey()), settings.with(addresses));
      children.add(host.collector());
      hosts.add(host);
    }
  }

  /** The hosts. */
  public synchronized List<Host> hosts() {
    return List.copyOf(hosts);
  }

  /**
   * Looks whether everything still runs.
   *
   * @throws LabException when a child has ended
   */
  public synchronized void check() {
    if (closing) {
      return;
    }
    for (Child child : children) {
      if (!child.isAlive()) {
        throw died(child);
      }
    }
    trees.forEach(
        (id, tree) -> {
          if (!tree.isAlive()) {
            throw new LabException(LabException.FAILED, "the process tree of " + id + " has ended");
          }
        });
  }

  private static LabException died(Child child) {
    // The collector has said in one line what this machine lacks.
    if (child.exitCode() == LabException.ENVIRONMENT) {
      List<String> line = child.lastLines(1);
      return new LabException(LabException.ENVIRONMENT, line.isEmpty() ? "" : line.get(0));
    }
    return new LabException(
        LabException.FAILED,
        "the "
            + child.name()
            + " ended with exit code "
            + child.exitCode()
            + "; its log ends with:",
        child.lastLines(15));
  }

  private void requireOpen() {
    if (closing) {
      throw new LabException(LabException.FAILED, "interrupted");
    }
  }

  @Override
  public synchronized void close() {
    closing = true;
    List<Child> clients = children.stream().filter(c -> c != servers).toList();
    clients.forEach(Child::release);
    clients.forEach(c -> c.awaitEnd(PATIENCE));
    trees.values().forEach(Tree::close);
    if (servers != null) {
      servers.release();
      servers.awaitEnd(PATIENCE);
    }
  }
}
