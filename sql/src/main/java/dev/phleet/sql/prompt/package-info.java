/** The interactive prompt: line editing, history, completion. */
package dev.phleet.sql.prompt;
