package dev.phleet.sql.table;

/**
 * A column of a table.
 *
 * @param name as in the table
 * @param type Flink's name of the type, e.g. {@code BIGINT}
 * @param source what stands behind the type in the DDL: empty for a field of the record, else where
 *     the value comes from
 * @param doc what it means, with its unit
 */
public record Column(String name, String type, String source, String doc) {

  /** Its line in the DDL. */
  String definition() {
    String what = source.startsWith("AS ") ? source : (type + " " + source).strip();
    return Sql.identifier(name) + " " + what + " COMMENT " + Sql.text(doc);
  }
}
