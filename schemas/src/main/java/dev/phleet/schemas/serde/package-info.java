/**
 * Records as bytes: Confluent's wire format, which is a zero byte, the registry's id of the schema
 * (4 bytes, big endian) and the record in Avro binary.
 */
package dev.phleet.schemas.serde;
