package dev.phleet.collector.evaluate;

import dev.phleet.collector.detector.TapedTrace;
import dev.phleet.collector.replay.Trace;

/**
 * A labelled trace and what the detector says of it.
 *
 * @param trace program, label and id
 * @param outcome what the detector says
 */
public record JudgedTrace(Trace trace, TapedTrace outcome) {
  private static final String NORMAL = "normal";
  private static final String ATTACK = "attack";

  /** Whether a label is one that can be evaluated. */
  public static boolean isLabel(String label) {
    return label.equals(NORMAL) || label.equals(ATTACK) || label.startsWith(ATTACK + ":");
  }

  /** Whether it should alarm. */
  public boolean isAttack() {
    return !trace.label().equals(NORMAL);
  }

  /** What it is a part of: traces of one label whose ids agree up to the first slash. */
  public String incident() {
    int slash = trace.id().indexOf('/');
    return trace.label() + '\t' + (slash < 0 ? trace.id() : trace.id().substring(0, slash));
  }
}
