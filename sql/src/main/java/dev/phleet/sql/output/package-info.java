/** Rows as a table, CSV or JSON. */
package dev.phleet.sql.output;
