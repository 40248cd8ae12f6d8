package dev.phleet.collector.model;

import java.util.HashMap;
import java.util.Map;

/** One watched task: its profile, its window, the windows that signals interrupted, its LFC. */
public final class ModelTask {
  private final ModelProfile profile;
  private final LocalityFrame locality = new LocalityFrame();
  private final Map<Integer, ModelWindow> saved = new HashMap<>();
  private ModelWindow window = ModelWindow.empty();
  private final ModelScore score = new ModelScore();
  private int depth;
  private long calls;
  private long used;
  private long nextLook = 4096;

  ModelTask(ModelProfile profile) {
    this.profile = profile;
  }

  /** The child of a fork: same profile, window and frames; an empty locality frame. */
  ModelTask child() {
    ModelTask child = new ModelTask(profile);
    child.window = window;
    child.saved.putAll(saved);
    child.depth = depth;
    return child;
  }

  /** The profile that it belongs to. */
  public ModelProfile profile() {
    return profile;
  }

  LocalityFrame locality() {
    return locality;
  }

  ModelWindow window() {
    return window;
  }

  void record(int call) {
    window = window.shifted(call);
    used |= profile.bit(call);
    calls++;
  }

  /** Whether it has run so long that its set of calls is looked at though it has not ended. */
  boolean isLookDue() {
    boolean due = calls >= nextLook;
    nextLook = due ? 2 * nextLook : nextLook;
    return due;
  }

  /** The calls it used, as bits. */
  long used() {
    return used;
  }

  ModelScore scoring() {
    return score;
  }

  /** What was tested is no longer of interest. */
  void forgetTests() {
    locality.clear();
    score.forget(calls);
  }

  /** A signal with a handler is delivered. */
  void push(int frames) {
    depth++;
    if (depth <= frames) {
      saved.put(depth, window);
    }
    window = ModelWindow.empty();
  }

  /** rt_sigreturn is called; with no signal being handled there is nothing to resume. */
  void pop() {
    if (depth == 0) {
      return;
    }
    ModelWindow resumed = saved.remove(depth);
    window = resumed == null ? ModelWindow.empty() : resumed;
    depth--;
  }

  /** Calls were missed: nothing that was known of the sequence holds. */
  void forget() {
    window = ModelWindow.empty();
    saved.clear();
    depth = 0;
    used = 0;
    forgetTests();
  }

  /** Signals being handled, one inside the other. */
  public int signalDepth() {
    return depth;
  }

  /** Locality frame count. */
  public int lfc() {
    return locality.count();
  }

  /** Highest locality frame count so far. */
  public int maxLfc() {
    return locality.highest();
  }

  /** Its score, per mille. */
  public int score() {
    return score.score();
  }

  /** Distance of its set of calls when it was last compared, per mille. */
  public int setDistance() {
    return score.distance();
  }

  /** Calls recorded. */
  public long calls() {
    return calls;
  }
}
