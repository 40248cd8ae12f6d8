package dev.phleet.sql.statement;

import java.util.ArrayList;
import java.util.List;

/**
 * A text with statements in it, each ended by a semicolon, but perhaps the last.
 *
 * @param statements without semicolons, in their order; none is blank
 * @param complete whether the last statement had its semicolon, or nothing follows the last one
 */
public record Script(List<String> statements, boolean complete) {

  /** Copies the list. */
  public Script {
    statements = List.copyOf(statements);
  }

  /** Splits at semicolons that are not in quotes or comments. */
  public static Script of(String text) {
    List<String> statements = new ArrayList<>();
    StringBuilder statement = new StringBuilder();
    int i = 0;
    while (i < text.length()) {
      int end = endOfToken(text, i);
      if (text.charAt(i) == ';') {
        keep(statement, statements);
      } else if (isComment(text, i)) {
        // Flink would take a comment at the end of a text for an empty statement.
        statement.append(' ');
      } else {
        statement.append(text, i, end);
      }
      i = end;
    }
    boolean complete = statement.toString().isBlank();
    keep(statement, statements);
    return new Script(statements, complete);
  }

  private static void keep(StringBuilder statement, List<String> statements) {
    if (!statement.toString().isBlank()) {
      statements.add(statement.toString().strip());
    }
    statement.setLength(0);
  }

  /** Where what starts at i ends: a quoted text, a comment, or one character. */
  private static int endOfToken(String text, int i) {
    char c = text.charAt(i);
    if (c == '\'' || c == '"' || c == '`') {
      int end = text.indexOf(c, i + 1);
      return end < 0 ? text.length() : end + 1;
    } else if (text.startsWith("--", i)) {
      int end = text.indexOf('\n', i);
      return end < 0 ? text.length() : end;
    } else if (isComment(text, i)) {
      int end = text.indexOf("*/", i + 2);
      return end < 0 ? text.length() : end + 2;
    }
    return i + 1;
  }

  /** A hint to the planner looks like a comment and is none. */
  private static boolean isComment(String text, int i) {
    return text.startsWith("--", i) || (text.startsWith("/*", i) && !text.startsWith("/*+", i));
  }
}
