package dev.phleet.analyzer.config;

import java.time.Duration;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;

/** Writes the effective configuration as a properties file, with secrets masked. */
public final class ConfigText {
  private static final Pattern SECRET =
      Pattern.compile(
          "password|secret|token|jaas|user\\.info|credential(?!s\\.source)|\\.key$|key\\.pem");
  private static final Pattern USER_IN_URL = Pattern.compile("//[^/@]*@");
  private static final String MASK = "********";

  private ConfigText() {}

  /** Every key with its effective value, its own explained. */
  public static String of(AnalyzerConfig config) {
    StringBuilder text = new StringBuilder();
    values(config)
        .forEach(
            (key, value) ->
                text.append("# ")
                    .append(key.doc())
                    .append('\n')
                    .append(key.key())
                    .append('=')
                    .append(value)
                    .append('\n'));
    new TreeMap<>(config.kafka())
        .forEach(
            (key, value) ->
                text.append(ConfigReader.KAFKA)
                    .append(key)
                    .append('=')
                    .append(masked(key, value))
                    .append('\n'));
    return text.toString();
  }

  private static Map<ConfigKey, String> values(AnalyzerConfig c) {
    Map<ConfigKey, String> values = new EnumMap<>(ConfigKey.class);
    values.put(ConfigKey.TOPICS_PREFIX, c.topicsPrefix());
    values.put(ConfigKey.TOPICS_CREATE, Boolean.toString(c.topicsCreate()));
    values.put(ConfigKey.SPREAD_HOSTS, Integer.toString(c.spreadHosts()));
    values.put(ConfigKey.SPREAD_WINDOW, text(c.spreadWindow()));
    values.put(ConfigKey.SPREAD_UNSHARED, Integer.toString(c.spreadUnshared()));
    values.put(ConfigKey.INCIDENT_QUIET, text(c.incidentQuiet()));
    values.put(ConfigKey.INCIDENT_GRACE, text(c.incidentGrace()));
    values.put(ConfigKey.INCIDENT_UPDATE, text(c.incidentUpdate()));
    values.put(ConfigKey.INCIDENT_RETENTION, text(c.incidentRetention()));
    values.put(ConfigKey.CLOCK_AHEAD, text(c.clockAhead()));
    values.put(ConfigKey.GAP_GRACE, text(c.gapGrace()));
    values.put(ConfigKey.RUN_RETENTION, text(c.runRetention()));
    c.rules().write(values);
    values.put(ConfigKey.HOST_RETENTION, text(c.hostRetention()));
    values.put(ConfigKey.FLEET_INTERVAL, text(c.fleetInterval()));
    values.put(ConfigKey.OCSF_FINDINGS, c.findings().name().toLowerCase(Locale.ROOT));
    values.put(ConfigKey.STATE_DIR, c.stateDir().toString());
    values.putAll(HttpKeys.write(c.http()));
    return values;
  }

  static String text(Duration duration) {
    long millis = duration.toMillis();
    if (millis % 1000 != 0) {
      return millis + "ms";
    }
    long seconds = millis / 1000;
    if (seconds % 86_400 == 0) {
      return seconds / 86_400 + "d";
    }
    if (seconds % 3600 == 0) {
      return seconds / 3600 + "h";
    }
    return seconds % 60 == 0 ? seconds / 60 + "m" : seconds + "s";
  }

  private static String masked(String key, String value) {
    return SECRET.matcher(key.toLowerCase(Locale.ROOT)).find()
        ? MASK
        : USER_IN_URL.matcher(value).replaceAll("//" + MASK + "@");
  }
}
