package dev.phleet.collector.model;

/**
 * A lookahead pair.
 *
 * @param current code of the newer call
 * @param previous code of the older call
 * @param distance calls between them: 1 when they follow each other
 */
public record Pair(int current, int previous, int distance) {}
