package dev.phleet.collector.publish;

/**
 * A draft with its number.
 *
 * @param draft what
 * @param sequence its number among the events of this run on its topic
 */
record Numbered(Draft draft, long sequence) {}
