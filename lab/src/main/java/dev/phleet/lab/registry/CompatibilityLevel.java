package dev.phleet.lab.registry;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.apache.avro.Schema;
import org.apache.avro.SchemaCompatibility;

/** What a new schema of a subject must be able to do with the older ones. */
enum CompatibilityLevel {
  NONE(false, false, false),
  BACKWARD(true, false, false),
  BACKWARD_TRANSITIVE(true, false, true),
  FORWARD(false, true, false),
  FORWARD_TRANSITIVE(false, true, true),
  FULL(true, true, false),
  FULL_TRANSITIVE(true, true, true);

  private final boolean readsOld;
  private final boolean oldReads;
  private final boolean transitive;

  CompatibilityLevel(boolean readsOld, boolean oldReads, boolean transitive) {
    this.readsOld = readsOld;
    this.oldReads = oldReads;
    this.transitive = transitive;
  }

  static CompatibilityLevel of(String name) {
    try {
      return valueOf(name.toUpperCase(Locale.ROOT));
    } catch (IllegalArgumentException e) {
      throw RegistryError.invalidLevel();
    }
  }

  /**
   * Checks a schema against earlier ones.
   *
   * @param schema the new one
   * @param earlier the earlier ones, oldest first
   * @return why it does not fit; empty when it does
   */
  List<String> check(Schema schema, List<Schema> earlier) {
    List<String> reasons = new ArrayList<>();
    int from = transitive ? 0 : Math.max(0, earlier.size() - 1);
    for (Schema old : earlier.subList(from, earlier.size())) {
      if (readsOld) {
        compare(schema, old, "the new schema cannot read the old one", reasons);
      }
      if (oldReads) {
        compare(old, schema, "the old schema cannot read the new one", reasons);
      }
    }
    return reasons;
  }

  private static void compare(Schema reader, Schema writer, String what, List<String> reasons) {
    SchemaCompatibility.checkReaderWriterCompatibility(reader, writer)
        .getResult()
        .getIncompatibilities()
        .forEach(
            i ->
                reasons.add(
                    "%s: %s at %s, %s"
                        .formatted(what, i.getType(), i.getLocation(), i.getMessage())));
  }
}
