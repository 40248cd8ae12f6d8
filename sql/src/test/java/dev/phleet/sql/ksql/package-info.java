/**
 * As much of ksqlDB's SQL as the files in ksql/ use, read strictly: its server is not on Maven
 * Central, so whether names and types are right is found out here, against the Avro schemas.
 */
package dev.phleet.sql.ksql;
