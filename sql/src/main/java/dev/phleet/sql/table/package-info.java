/** Every topic as a table: columns and DDL, made from the Avro schemas. */
package dev.phleet.sql.table;
