/**
 * Flink's table environment, in this process and for this process only; nothing else here knows
 * Flink's planner.
 */
package dev.phleet.sql.engine;
