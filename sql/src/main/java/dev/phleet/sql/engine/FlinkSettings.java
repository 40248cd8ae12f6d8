package dev.phleet.sql.engine;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.apache.flink.configuration.Configuration;

/** Settings of the small cluster that Flink runs in this process: few threads, loopback only. */
final class FlinkSettings {
  private static final String LOOPBACK = "127.0.0.1";

  private static final Map<String, String> SETTINGS =
      Map.ofEntries(
          Map.entry("execution.target", "phleet"),
          Map.entry("execution.runtime-mode", "streaming"),
          Map.entry("parallelism.default", "1"),
          Map.entry("rest.address", LOOPBACK),
          Map.entry("rest.bind-address", LOOPBACK),
          Map.entry("rest.bind-port", "0"),
          Map.entry("rest.port", "0"),
          Map.entry("jobmanager.rpc.address", LOOPBACK),
          Map.entry("jobmanager.bind-host", LOOPBACK),
          Map.entry("taskmanager.host", LOOPBACK),
          Map.entry("taskmanager.bind-host", LOOPBACK),
          // No web interface: nobody would find its port, and it would be open to every user of the
          // machine.
          Map.entry("web.submit.enable", "false"),
          Map.entry("web.cancel.enable", "false"),
          Map.entry("taskmanager.memory.network.min", "16m"),
          Map.entry("taskmanager.memory.network.max", "16m"),
          Map.entry("taskmanager.memory.managed.size", "32m"),
          // A query that fails is to say so, not to be tried again.
          Map.entry("restart-strategy.type", "none"),
          Map.entry("table.local-time-zone", "UTC"),
          // A partition on which nothing comes must not hold up the windows of the others.
          Map.entry("table.exec.source.idle-timeout", "5 s"));

  private FlinkSettings() {}

  static Configuration with(Path temporary, boolean bounded) {
    Configuration settings = Configuration.fromMap(SETTINGS);
    for (String key : List.of("io.tmp.dirs", "web.tmpdir", "process.working-dir")) {
      settings.setString(key, temporary.toString());
    }
    if (bounded) {
      // What is there now can be sorted by anything. Flink keeps this to itself: sorting what has
      // no end would never end.
      settings.setString("__table.exec.sort.non-temporal.enabled__", "true");
    }
    return settings;
  }
}
