package dev.phleet.collector.config;

import dev.phleet.collector.config.ConfigSources.Setting;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads the configuration again. What can change while the collector runs does; for the rest a line
 * says that it needs a restart. A configuration that is wrong changes nothing.
 */
public final class Reload implements Runnable {
  private static final Logger LOG = LoggerFactory.getLogger(Reload.class);
  private static final List<String> WHILE_RUNNING =
      List.of(
          "detector.",
          "ignore.",
          "status.interval",
          "state.interval",
          "pairs.interval",
          "profiles.per-script");

  private final ConfigSources sources;
  private final Consumer<CollectorConfig> taker;
  private Map<String, Setting> inForce;

  /**
   * Does nothing until it is run.
   *
   * @param sources where the configuration comes from
   * @param inForce what they said at the start
   * @param taker takes a configuration in which only what can change has changed
   */
  public Reload(
      ConfigSources sources, Map<String, Setting> inForce, Consumer<CollectorConfig> taker) {
    this.sources = sources;
    this.inForce = inForce;
    this.taker = taker;
  }

  @Override
  public synchronized void run() {
    try {
      Map<String, Setting> read = sources.read();
      CollectorConfig.from(ConfigSources.texts(read));
      Map<String, Setting> next = new TreeMap<>(inForce);
      List<String> changed = changed(read);
      List<String> restart = changed.stream().filter(key -> !canChange(key)).toList();
      changed.stream().filter(Reload::canChange).forEach(key -> replace(next, key, read.get(key)));
      taker.accept(CollectorConfig.from(ConfigSources.texts(next)));
      inForce = next;
      LOG.info("read the configuration again; changed: {}", words(changed, restart));
      if (!restart.isEmpty()) {
        LOG.warn("restart the collector for these to take effect: {}", String.join(", ", restart));
      }
    } catch (ConfigException wrong) {
      LOG.warn("the configuration stays as it was: {}", wrong.getMessage());
    }
  }

  private List<String> changed(Map<String, Setting> read) {
    TreeSet<String> keys = new TreeSet<>(read.keySet());
    keys.addAll(inForce.keySet());
    keys.removeIf(key -> text(key, read).equals(text(key, inForce)));
    return List.copyOf(keys);
  }

  /** A key that is not set has its default. */
  private static String text(String key, Map<String, Setting> settings) {
    Setting setting = settings.get(key);
    String otherwise = Key.of(key).map(Key::defaultText).orElse("");
    return setting == null || setting.text().isBlank() ? otherwise : setting.text().strip();
  }

  private static void replace(Map<String, Setting> settings, String key, Setting value) {
    if (value == null) {
      settings.remove(key);
    } else {
      settings.put(key, value);
    }
  }

  private static boolean canChange(String key) {
    return WHILE_RUNNING.stream().anyMatch(key::startsWith);
  }

  private static String words(List<String> changed, List<String> restart) {
    List<String> now = changed.stream().filter(key -> !restart.contains(key)).toList();
    return now.isEmpty() ? "nothing" : String.join(", ", now);
  }
}
