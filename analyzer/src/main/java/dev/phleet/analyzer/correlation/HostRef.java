package dev.phleet.analyzer.correlation;

/**
 * A host as its collector names it.
 *
 * @param id stable identity
 * @param name host name, for people
 * @param bootId kernel boot id
 */
public record HostRef(String id, String name, String bootId) {}
