package dev.phleet.schemas.serde;

import java.util.HashSet;
import java.util.Set;
import org.apache.avro.Schema;

/**
 * Whether a schema has an array whose items may take no bytes, like an array of nulls.
 *
 * <p>Nobody needs one, and it is the one thing that Avro's decoder does not bound by the bytes that
 * are left: a record of fourteen bytes can announce a billion of such items, and skipping them
 * takes half a minute.
 */
final class BytelessItems {

  private BytelessItems() {}

  static boolean in(Schema schema) {
    return in(schema, new HashSet<>());
  }

  private static boolean in(Schema schema, Set<String> seen) {
    return switch (schema.getType()) {
      case RECORD ->
          seen.add(schema.getFullName())
              && schema.getFields().stream().anyMatch(field -> in(field.schema(), seen));
      case UNION -> schema.getTypes().stream().anyMatch(branch -> in(branch, seen));
      case ARRAY ->
          byteless(schema.getElementType(), new HashSet<>()) || in(schema.getElementType(), seen);
      // A map's items have keys, and a key takes a byte.
      case MAP -> in(schema.getValueType(), seen);
      default -> false;
    };
  }

  private static boolean byteless(Schema schema, Set<String> seen) {
    return switch (schema.getType()) {
      case NULL -> true;
      case FIXED -> schema.getFixedSize() == 0;
      // A record inside itself never ends, so it does not end without a byte either.
      case RECORD ->
          seen.add(schema.getFullName())
              && schema.getFields().stream().allMatch(field -> byteless(field.schema(), seen));
      default -> false;
    };
  }
}
