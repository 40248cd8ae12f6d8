/**
 * Interactive queries: what the state stores hold, on this instance or on the one that has it. An
 * answer is whole, or says what is missing, or is {@link dev.phleet.analyzer.query.Unavailable}.
 */
package dev.phleet.analyzer.query;
