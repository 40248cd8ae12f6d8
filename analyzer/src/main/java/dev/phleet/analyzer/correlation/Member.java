package dev.phleet.analyzer.correlation;

/**
 * A session that belongs to an incident.
 *
 * @param key the session
 * @param first time of its first event, microseconds
 * @param phrase its pattern for people
 */
public record Member(SessionKey key, long first, String phrase) {}
