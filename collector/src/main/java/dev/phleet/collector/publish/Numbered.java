package dev.phleet.collector.publish;

/**
 * A draft with its number.
 *
 * @param draft what
 * @param sequence its number among the events of this run on its topic; 0 for what has none
 */
record Numbered(Draft draft, long sequence) {}
