package dev.phleet.lab.registry;

/**
 * A schema that another one uses by name.
 *
 * @param name full name of the type
 * @param subject subject in which it is registered
 * @param version version in that subject
 */
record Reference(String name, String subject, int version) {}
