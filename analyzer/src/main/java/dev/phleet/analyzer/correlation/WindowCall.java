package dev.phleet.analyzer.correlation;

import dev.phleet.schemas.event.CallTable;

/**
 * One system call of a window.
 *
 * @param table table of the number
 * @param number number in that table
 * @param name name for people
 */
public record WindowCall(CallTable table, int number, String name) {}
