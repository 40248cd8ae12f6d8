package dev.phleet.analyzer.correlation;

/**
 * A session that belongs to an incident.
 *
 * @param key the session
 * @param first time of its first event, microseconds
 * @param pattern what is surprising in it
 */
public record SharedSession(SessionKey key, long first, Pattern pattern) {}
