package dev.phleet.sql.ksql;

import java.util.Map;

/**
 * A stream or a table.
 *
 * @param name in capitals
 * @param table whether it is a table
 * @param topic what it reads
 * @param columns by name
 */
record KsqlSource(String name, boolean table, String topic, Map<String, KsqlType> columns) {}
