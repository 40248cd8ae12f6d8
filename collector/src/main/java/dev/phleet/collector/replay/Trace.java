package dev.phleet.collector.replay;

/**
 * What one process did while it ran one program.
 *
 * @param label {@value #TRAIN}: to be learned from; anything else is tested
 * @param program whose profile it belongs to
 * @param id by which it is told of
 */
public record Trace(String label, String program, String id) {
  /** The label of traces that are learned from. */
  public static final String TRAIN = "train";

  /** Whether it is learned from. */
  public boolean trains() {
    return label.equals(TRAIN);
  }
}
