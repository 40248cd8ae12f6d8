package dev.phleet.analyzer.config;

import dev.phleet.schemas.event.Severity;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;

/**
 * The settings of the rules. {@link ConfigKey} says what each key means.
 *
 * @param spread switch and severity of the rule SPREAD
 * @param varied switch and severity of the rule VARIED
 * @param variedHosts hosts and signatures that it needs
 * @param variedWindow time within which it needs them
 * @param takeover switch and severity of the rule TAKEOVER
 * @param takeoverExecutables executables that it needs
 * @param takeoverWindow time within which it needs them
 * @param burst switch and severity of the rule BURST
 * @param burstLfc locality frame count that it needs
 * @param stranger switch and severity of the rule STRANGER
 * @param strangerHosts hosts that must know another version
 * @param strangerPatience how long an executable must be alone
 * @param silence switch and severity of the rule SILENCE
 * @param silenceLimit how long a host must be silent
 * @param gap switch and severity of the rule GAP
 */
public record RulesConfig(
    Rule spread,
    Rule varied,
    int variedHosts,
    Duration variedWindow,
    Rule takeover,
    int takeoverExecutables,
    Duration takeoverWindow,
    Rule burst,
    int burstLfc,
    Rule stranger,
    int strangerHosts,
    Duration strangerPatience,
    Rule silence,
    Duration silenceLimit,
    Rule gap) {

  /**
   * What every rule has.
   *
   * @param enabled whether it makes incidents
   * @param severity how much they matter before anything else is known
   */
  public record Rule(boolean enabled, Severity severity) {}

  static RulesConfig read(ConfigReader in) {
    return new RulesConfig(
        rule(in, ConfigKey.SPREAD_ENABLED, ConfigKey.SPREAD_SEVERITY),
        rule(in, ConfigKey.VARIED_ENABLED, ConfigKey.VARIED_SEVERITY),
        in.number(ConfigKey.VARIED_HOSTS, 2),
        in.duration(ConfigKey.VARIED_WINDOW),
        rule(in, ConfigKey.TAKEOVER_ENABLED, ConfigKey.TAKEOVER_SEVERITY),
        in.number(ConfigKey.TAKEOVER_EXECUTABLES, 2),
        in.duration(ConfigKey.TAKEOVER_WINDOW),
        rule(in, ConfigKey.BURST_ENABLED, ConfigKey.BURST_SEVERITY),
        in.number(ConfigKey.BURST_LFC, 1),
        rule(in, ConfigKey.STRANGER_ENABLED, ConfigKey.STRANGER_SEVERITY),
        in.number(ConfigKey.STRANGER_HOSTS, 1),
        in.duration(ConfigKey.STRANGER_PATIENCE),
        rule(in, ConfigKey.SILENCE_ENABLED, ConfigKey.SILENCE_SEVERITY),
        in.duration(ConfigKey.SILENCE_LIMIT),
        rule(in, ConfigKey.GAP_ENABLED, ConfigKey.GAP_SEVERITY));
  }

  private static Rule rule(ConfigReader in, ConfigKey enabled, ConfigKey severity) {
    return new Rule(in.truth(enabled), in.severity(severity));
  }

  void write(Map<ConfigKey, String> values) {
    write(values, ConfigKey.SPREAD_ENABLED, ConfigKey.SPREAD_SEVERITY, spread);
    write(values, ConfigKey.VARIED_ENABLED, ConfigKey.VARIED_SEVERITY, varied);
    values.put(ConfigKey.VARIED_HOSTS, Integer.toString(variedHosts));
    values.put(ConfigKey.VARIED_WINDOW, ConfigText.text(variedWindow));
    write(values, ConfigKey.TAKEOVER_ENABLED, ConfigKey.TAKEOVER_SEVERITY, takeover);
    values.put(ConfigKey.TAKEOVER_EXECUTABLES, Integer.toString(takeoverExecutables));
    values.put(ConfigKey.TAKEOVER_WINDOW, ConfigText.text(takeoverWindow));
    write(values, ConfigKey.BURST_ENABLED, ConfigKey.BURST_SEVERITY, burst);
    values.put(ConfigKey.BURST_LFC, Integer.toString(burstLfc));
    write(values, ConfigKey.STRANGER_ENABLED, ConfigKey.STRANGER_SEVERITY, stranger);
    values.put(ConfigKey.STRANGER_HOSTS, Integer.toString(strangerHosts));
    values.put(ConfigKey.STRANGER_PATIENCE, ConfigText.text(strangerPatience));
    write(values, ConfigKey.SILENCE_ENABLED, ConfigKey.SILENCE_SEVERITY, silence);
    values.put(ConfigKey.SILENCE_LIMIT, ConfigText.text(silenceLimit));
    write(values, ConfigKey.GAP_ENABLED, ConfigKey.GAP_SEVERITY, gap);
  }

  private static void write(
      Map<ConfigKey, String> values, ConfigKey enabled, ConfigKey severity, Rule rule) {
    values.put(enabled, Boolean.toString(rule.enabled()));
    values.put(severity, rule.severity().name().toLowerCase(Locale.ROOT));
  }
}
