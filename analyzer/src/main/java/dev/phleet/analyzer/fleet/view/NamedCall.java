package dev.phleet.analyzer.fleet.view;

import dev.phleet.schemas.event.CallTable;

/**
 * One system call, as pairs name it by its place in a list.
 *
 * @param table table of the number
 * @param number number in that table
 * @param name name for people
 */
public record NamedCall(CallTable table, int number, String name) {}
