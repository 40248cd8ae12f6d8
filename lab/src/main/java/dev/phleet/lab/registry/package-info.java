/**
 * A schema registry with Confluent's protocol that keeps its state where Confluent's does, in the
 * compacted topic {@code _schemas}.
 *
 * <p>One request: {@link dev.phleet.lab.registry.SchemaRegistry} (HTTP) - {@code Routes} - {@code
 * Subjects}, {@code Rules} (what may be done) - {@code SchemasTopic} (written, read back) - {@code
 * RegistryState}.
 */
package dev.phleet.lab.registry;
