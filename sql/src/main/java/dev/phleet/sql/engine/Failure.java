package dev.phleet.sql.engine;

import dev.phleet.schemas.spelling.Nearest;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.flink.table.api.SqlParserException;

/** What Flink throws, many causes deep and many lines long, as one line. */
final class Failure {
  private static final Pattern PLACE = Pattern.compile("(?:From|At) line (\\d+), column (\\d+)");
  private static final Pattern UNKNOWN_TABLE =
      Pattern.compile("(?:Object|Table) '([^']+)' not found.*|Cannot find table '([^']+)'.*");

  /** Says more than its cause. */
  private static final String BAD_SETTING = "Could not parse value";

  private Failure() {}

  /** The failure of a statement. */
  static SqlException of(Throwable thrown, List<String> tables) {
    List<String> messages = messages(thrown);
    if (thrown instanceof SqlParserException) {
      return new SqlException("no SQL: " + syntax(messages.get(0)), thrown);
    }
    String last =
        messages.stream()
            .filter(message -> message.startsWith(BAD_SETTING))
            .findFirst()
            .orElse(messages.get(messages.size() - 1));
    Matcher unknown = UNKNOWN_TABLE.matcher(last);
    if (unknown.matches()) {
      return new SqlException(unknownTable(unknown, tables), thrown);
    }
    return new SqlException(place(messages) + firstLine(last), thrown);
  }

  private static String unknownTable(Matcher unknown, List<String> tables) {
    String name = unknown.group(1) == null ? unknown.group(2) : unknown.group(1);
    name = name.substring(name.lastIndexOf('.') + 1);
    String meant =
        Nearest.to(name.toLowerCase(Locale.ROOT), tables)
            .map(near -> ", did you mean " + near + "?")
            .orElse("");
    return "there is no table " + name + meant + " (the tables: " + String.join(", ", tables) + ")";
  }

  private static String syntax(String message) {
    String line = firstLine(message).replaceFirst("^SQL parse failed\\.\\s*", "");
    return line.isEmpty() ? "it cannot be parsed" : line;
  }

  private static String place(List<String> messages) {
    for (String message : messages) {
      Matcher place = PLACE.matcher(message);
      if (place.find()) {
        return "line " + place.group(1) + ", column " + place.group(2) + ": ";
      }
    }
    return "";
  }

  private static List<String> messages(Throwable thrown) {
    List<String> messages = new ArrayList<>();
    for (Throwable t = thrown; t != null; t = t.getCause()) {
      if (t.getMessage() != null && !t.getMessage().isBlank()) {
        messages.add(t.getMessage());
      }
    }
    return messages.isEmpty() ? List.of(thrown.getClass().getName()) : messages;
  }

  private static String firstLine(String message) {
    return message.strip().lines().findFirst().orElse("").strip();
  }
}
