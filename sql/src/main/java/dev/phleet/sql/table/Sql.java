package dev.phleet.sql.table;

/** Names and texts as SQL writes them. */
public final class Sql {
  private Sql() {}

  /** A name in back quotes, so that it may be a reserved word. */
  public static String identifier(String name) {
    return "`" + name.replace("`", "``") + "`";
  }

  /** A text in quotes. */
  public static String text(String text) {
    return "'" + text.replace("'", "''") + "'";
  }
}
