package dev.phleet.analyzer.live;

/**
 * Something that changed.
 *
 * @param id identity among the events of this instance: its run, a dash, a number that grows
 * @param type {@code incident}, {@code host}, {@code fleet-profile} or {@code anomaly}
 * @param key what it is about; a newer event of the same type and key makes this one needless
 * @param data the event as a text in JSON, which takes a tenth of the tree; null when what it is
 *     about is gone
 */
public record LiveEvent(String id, String type, String key, String data) {}
