package dev.phleet.schemas.registry;

import org.apache.avro.Schema;

/**
 * A schema as the registry has it.
 *
 * @param id its id, unique in the registry
 * @param version its version within its subject, from 1
 * @param schema the schema
 */
public record RegisteredSchema(int id, int version, Schema schema) {}
