package dev.phleet.lab.registry;

import java.util.List;
import org.apache.avro.Schema;

/**
 * A schema that was understood. Two texts that say the same have the same canonical form: white
 * space and the order of Avro's own attributes do not count, docs and properties do.
 *
 * @param canonical the text as Avro writes it; with references, as it came but without white space
 * @param references the schemas it uses by name
 * @param schema the schema with all its types
 */
record SchemaText(String canonical, List<Reference> references, Schema schema) {}
