package dev.phleet.lab.registry;

import java.util.List;

/**
 * One version of one subject.
 *
 * @param subject the subject
 * @param version its number in the subject, from 1
 * @param id identity of the schema, the same in every subject
 * @param schema the schema as Avro writes it
 * @param references the schemas it uses by name
 * @param deleted deleted softly: still there by its id, no longer in its subject
 */
record SchemaVersion(
    String subject,
    int version,
    int id,
    String schema,
    List<Reference> references,
    boolean deleted) {

  SchemaVersion asDeleted() {
    return new SchemaVersion(subject, version, id, schema, references, true);
  }

  boolean says(SchemaText text) {
    return schema.equals(text.canonical()) && references.equals(text.references());
  }
}
