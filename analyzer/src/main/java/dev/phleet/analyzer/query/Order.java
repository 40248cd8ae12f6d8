package dev.phleet.analyzer.query;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Comparator;

/**
 * How a list is sorted: by one field, and where that is equal by another that tells all entries
 * apart.
 *
 * @param field name of the field; texts and numbers can be sorted
 * @param descending whether the greatest comes first
 * @param identity name of the field that tells entries apart
 */
public record Order(String field, boolean descending, String identity)
    implements Comparator<JsonNode> {

  @Override
  public int compare(JsonNode a, JsonNode b) {
    int byField = compare(a.at(pointer(field)), b.at(pointer(field)), descending);
    return byField != 0
        ? byField
        : compare(a.at(pointer(identity)), b.at(pointer(identity)), false);
  }

  private static int compare(JsonNode a, JsonNode b, boolean descending) {
    int ascending =
        a.isNumber() && b.isNumber()
            ? Double.compare(a.doubleValue(), b.doubleValue())
            : a.asText().compareTo(b.asText());
    return descending ? -ascending : ascending;
  }

  /** Names of fields inside others are joined by dots. */
  private static String pointer(String path) {
    return "/" + path.replace('.', '/');
  }
}
