package dev.phleet.collector.layout;

import java.util.List;

/**
 * The object was built from another events.h. The message is one line with the first difference.
 */
public final class LayoutMismatchException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final transient List<String> differences;

  LayoutMismatchException(List<String> differences) {
    super(
        "the BPF object does not belong to this collector: "
            + differences.get(0)
            + (differences.size() > 1 ? " (and " + (differences.size() - 1) + " more)" : "")
            + "; use the object and the collector of one build");
    this.differences = List.copyOf(differences);
  }

  /** All differences, one line each. */
  public List<String> differences() {
    return differences;
  }
}
