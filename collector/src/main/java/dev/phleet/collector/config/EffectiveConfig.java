package dev.phleet.collector.config;

import dev.phleet.collector.config.ConfigSources.Setting;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Every key with the value in force and where it comes from; secrets are masked. */
public final class EffectiveConfig {
  private EffectiveConfig() {}

  /**
   * Two lines a key: a comment with its origin, and {@code key = value}.
   *
   * @param settings what is set
   */
  public static List<String> lines(Map<String, Setting> settings) {
    List<String> lines = new ArrayList<>();
    for (Key key : Key.values()) {
      Setting set = settings.get(key.text());
      boolean isSet = set != null && !set.text().isBlank();
      lines.add(isSet ? line(key.text(), set) : unset(key));
    }
    settings.forEach(
        (key, setting) -> {
          if (key.startsWith(Key.KAFKA)) {
            lines.add(line(key, setting));
          }
        });
    return lines;
  }

  private static String unset(Key key) {
    return switch (key) {
      case HOST_ID -> line(key.text(), new Setting(HostNames.machineId(), key.defaultText()));
      case HOST_NAME -> line(key.text(), new Setting(HostNames.name(), key.defaultText()));
      default -> line(key.text(), new Setting(key.defaultText(), "default"));
    };
  }

  private static String line(String key, Setting setting) {
    String text = Secrets.masked(key, setting.text().strip());
    return "# %s%n%s = %s".formatted(setting.origin(), key, text.replace("\n", "\\n"));
  }
}
