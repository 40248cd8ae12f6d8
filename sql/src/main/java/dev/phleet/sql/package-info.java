/** {@code phleet sql}: SQL over the topics. */
package dev.phleet.sql;
