package dev.phleet.analyzer.live;

import com.fasterxml.jackson.databind.JsonNode;

/**
 * Something that changed.
 *
 * @param id identity among the events of this instance: its run, a dash, a number that grows
 * @param type {@code incident}, {@code host}, {@code fleet-profile} or {@code anomaly}
 * @param key what it is about; a newer event of the same type and key makes this one needless
 * @param data the event as JSON; null when what it is about is gone
 */
public record LiveEvent(String id, String type, String key, JsonNode data) {}
