package dev.phleet.sql.ksql;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A word of a statement.
 *
 * @param kind what it is
 * @param text as written; of a quoted one what is in the quotes
 * @param start where it starts in the text
 * @param end where it ends
 * @param line its line, from 1
 */
record Token(Kind kind, String text, int start, int end, int line) {
  enum Kind {
    WORD,
    QUOTED_NAME,
    TEXT,
    NUMBER,
    SIGN,
    END
  }

  private static final Pattern WORDS =
      Pattern.compile(
          "(?<space>\\s+|--[^\\n]*)"
              + "|(?<word>[A-Za-z_][A-Za-z0-9_]*)"
              + "|`(?<name>[^`]+)`"
              + "|'(?<text>(?:[^']|'')*)'"
              + "|(?<number>\\d+)"
              + "|(?<sign>->|=>|<>|!=|<=|>=|\\|\\||[-+*/%<>=(),;.\\[\\]])");

  /**
   * What ksqlDB takes for a part of its language wherever it stands, of what could be a name here.
   */
  private static final Set<String> RESERVED =
      Set.of(
          "ALL AND AS AT BEGINNING BETWEEN BY CASE CAST CATALOG CONNECTOR CREATE DAYS DECIMAL DELETE"
              .concat(" DESCRIBE DISTINCT DROP ELSE END EXISTS EXPORT EXTENDED FALSE FROM FULL")
              .concat(" GROUP HAVING HOPPING HOURS IN INNER INSERT INTO IS JOIN LEFT LIKE LIMIT")
              .concat(" LIST LOAD MATERIALIZED MILLISECOND MINUTES MONTHS NAMESPACE NOT NULL ON")
              .concat(" OR OUTER PRINT PROPERTIES QUERIES QUERY RENAME RETENTION RIGHT RUN SAMPLE")
              .concat(" SCRIPT SECONDS SELECT SIZE STREAM STREAMS TABLE TERMINATE THEN TO TOPIC")
              .concat(" TOPICS TRUE TUMBLING UNSET VALUES VIEW WHEN WHERE WINDOW WITH WITHIN YEARS")
              .split(" "));

  /** All of them, and an END. */
  static List<Token> of(String text) {
    List<Token> tokens = new ArrayList<>();
    Matcher matcher = WORDS.matcher(text);
    int line = 1;
    for (int at = 0; at < text.length(); at = matcher.end()) {
      matcher.region(at, text.length());
      if (!matcher.lookingAt()) {
        throw new KsqlError(
            new Token(Kind.SIGN, text.substring(at, at + 1), at, at + 1, line), "no such sign");
      }
      if (matcher.group("space") == null) {
        tokens.add(token(matcher, line));
      }
      line += (int) matcher.group().chars().filter(c -> c == '\n').count();
    }
    tokens.add(new Token(Kind.END, "end", text.length(), text.length(), line));
    return tokens;
  }

  private static Token token(Matcher matcher, int line) {
    if (matcher.group("word") != null) {
      return token(Kind.WORD, matcher.group("word"), matcher, line);
    } else if (matcher.group("name") != null) {
      return token(Kind.QUOTED_NAME, matcher.group("name"), matcher, line);
    } else if (matcher.group("text") != null) {
      return token(Kind.TEXT, matcher.group("text").replace("''", "'"), matcher, line);
    } else if (matcher.group("number") != null) {
      return token(Kind.NUMBER, matcher.group("number"), matcher, line);
    }
    return token(Kind.SIGN, matcher.group("sign"), matcher, line);
  }

  private static Token token(Kind kind, String text, Matcher matcher, int line) {
    return new Token(kind, text, matcher.start(), matcher.end(), line);
  }

  /** Whether it is that word, or that sign. */
  boolean is(String other) {
    return (kind == Kind.WORD && text.equalsIgnoreCase(other))
        || (kind == Kind.SIGN && text.equals(other));
  }

  boolean isName() {
    return kind == Kind.QUOTED_NAME || (kind == Kind.WORD && !isReserved());
  }

  /** The name as ksqlDB keeps it: in capitals unless it is quoted. */
  String name() {
    return kind == Kind.QUOTED_NAME ? text : text.toUpperCase(Locale.ROOT);
  }

  private boolean isReserved() {
    return RESERVED.contains(text.toUpperCase(Locale.ROOT));
  }
}
