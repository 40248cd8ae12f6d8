package dev.phleet.lab;

import java.util.Optional;

/**
 * What the user asked for.
 *
 * @param demo play the demonstration
 * @param exit end when that is proved, or without it when everything is ready
 * @param hosts how many hosts
 * @param keep leave the directory
 * @param servers whom the hosts publish to, and whose analyzer is awaited; empty: the lab starts
 *     its own
 */
public record LabOptions(
    boolean demo, boolean exit, int hosts, boolean keep, Optional<Servers> servers) {}
