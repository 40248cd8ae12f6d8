package dev.phleet.collector.layout;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Compares the Java side's view of every struct with an object's BTF, in both directions: a field
 * that only one side has is as wrong as one that moved.
 */
public final class LayoutCheck {
  private LayoutCheck() {}

  /**
   * Checks an object file.
   *
   * @param views what the Java side expects
   * @param btf what the object holds
   * @return one line a difference, naming struct and field; empty when they agree
   */
  public static List<String> differences(List<StructView> views, Btf btf) {
    List<String> differences = new ArrayList<>();
    for (StructView view : views) {
      btf.leaves(view.name())
          .ifPresentOrElse(
              actual -> compare(view, btf, actual, differences),
              () -> differences.add("struct " + view.name() + " is not in the object"));
    }
    return differences;
  }

  /**
   * Refuses an object whose layout is another.
   *
   * @throws LayoutMismatchException naming the first struct and field that differ
   */
  public static void require(List<StructView> views, Btf btf) {
    List<String> differences = differences(views, btf);
    if (!differences.isEmpty()) {
      throw new LayoutMismatchException(differences);
    }
  }

  private static void compare(
      StructView view, Btf btf, Map<String, String> actual, List<String> differences) {
    Map<String, String> expected = new LinkedHashMap<>(view.leaves());
    Set<String> fields = new LinkedHashSet<>(expected.keySet());
    fields.addAll(actual.keySet());
    for (String field : fields) {
      String ours = expected.getOrDefault(field, "nothing");
      String theirs = actual.getOrDefault(field, "nothing");
      if (!ours.equals(theirs)) {
        differences.add(
            "struct %s, field %s: the collector expects %s, the object has %s"
                .formatted(view.name(), field, ours, theirs));
      }
    }
    int size = btf.structSize(view.name()).orElseThrow();
    if (size != view.size()) {
      differences.add(
          "struct %s: the collector expects %d bytes, the object has %d"
              .formatted(view.name(), view.size(), size));
    }
  }
}
