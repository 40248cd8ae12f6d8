package dev.phleet.sql.statement;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * {@code SET 'key' = 'value'} and {@code RESET 'key'}, which Flink leaves to its own client.
 *
 * @param key the key; empty for all of them
 * @param value the value; empty to reset it
 */
public record Setting(Optional<String> key, Optional<String> value) {
  private static final Pattern SET = Pattern.compile("(?is)set\\s+'([^']+)'\\s*=\\s*'([^']*)'");
  private static final Pattern RESET = Pattern.compile("(?is)reset(?:\\s+'([^']+)')?");

  /** The setting that a statement makes; empty when it is another statement. */
  public static Optional<Setting> in(String statement) {
    Matcher set = SET.matcher(statement);
    if (set.matches()) {
      return Optional.of(new Setting(Optional.of(set.group(1)), Optional.of(set.group(2))));
    }
    Matcher reset = RESET.matcher(statement);
    return reset.matches()
        ? Optional.of(new Setting(Optional.ofNullable(reset.group(1)), Optional.empty()))
        : Optional.empty();
  }
}
