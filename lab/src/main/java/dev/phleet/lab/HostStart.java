package dev.phleet.lab;

import dev.phleet.lab.child.ChildJvm;
import dev.phleet.lab.child.ClassPath;
import dev.phleet.lab.tree.Tree;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Properties;

/** Starts the collector that makes a process tree a host. */
public final class HostStart {
  private HostStart() {}

  /**
   * Starts it; does not wait until it is attached.
   *
   * @param id host id
   * @param tree what it watches, and ends when the lab can no longer do so
   * @param files directory for its configuration and log
   * @param settings what it is told
   * @return the host
   * @throws IOException when the process cannot be started
   */
  public static Host start(String id, Tree tree, Path files, FleetSettings settings)
      throws IOException {
    Path config = files.resolve("collector.properties");
    Properties properties = settings.collector(id, tree.pid());
    String socket = files.resolve("control.sock").toAbsolutePath().toString();
    // None where the system's limit of 108 bytes is passed; the lab does without.
    properties.setProperty("control.socket", socket.length() < 108 ? socket : "");
    FleetSettings.write(config, properties);
    ChildJvm jvm =
        new ChildJvm(
            "collector of " + id,
            "collector",
            ClassPath.of("collector"),
            List.of("-Dphleet.lab.session=" + tree.session()),
            List.of("dev.phleet.collector.Main", "collector", "--config", config.toString()),
            false);
    return new Host(id, tree, jvm.start(files.resolve("collector.log")));
  }
}
