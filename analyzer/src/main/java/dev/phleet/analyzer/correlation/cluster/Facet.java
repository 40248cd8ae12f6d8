package dev.phleet.analyzer.correlation.cluster;

/**
 * One of the different things that a rule counts: a host, an executable, a signature.
 *
 * @param id what tells it from others
 * @param name for people: a host's name, an executable's path, a signature's phrase
 * @param detail a host's boot id; empty for others
 * @param number an executable's profile key; 0 for others
 */
public record Facet(String id, String name, String detail, long number) {}
