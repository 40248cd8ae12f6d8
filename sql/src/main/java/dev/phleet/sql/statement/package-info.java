/** SQL text, as far as it must be understood before Flink sees it. */
package dev.phleet.sql.statement;
