package dev.phleet.lab;

/**
 * What the user asked for.
 *
 * @param demo play the demonstration
 * @param exit end when that is proved, or without it when everything is ready
 * @param hosts how many hosts
 * @param keep leave the directory
 */
public record LabOptions(boolean demo, boolean exit, int hosts, boolean keep) {}
