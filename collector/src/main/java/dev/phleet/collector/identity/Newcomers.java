package dev.phleet.collector.identity;

import dev.phleet.collector.detector.Detector;
import java.util.function.Consumer;

/** What is decided about a program as soon as it is known: ignored, a copy, or watched as it is. */
public final class Newcomers implements Consumer<KnownProgram> {
  private final IgnoreList ignored;
  private final Aliases aliases;

  /**
   * Decides nothing yet.
   *
   * @param detector the kernel side, which is told of it
   * @param rules what is ignored at first
   */
  public Newcomers(Detector detector, IgnoreRules rules) {
    ignored = new IgnoreList(detector::administer, rules);
    aliases = new Aliases(detector::alias);
  }

  @Override
  public void accept(KnownProgram program) {
    if (!ignored.met(program) && aliases.met(program)) {
      ignored.forget(program.profileKey());
    }
  }

  /** What is ignored. */
  public IgnoreList ignored() {
    return ignored;
  }

  /** Which programs share a profile. */
  public Aliases aliases() {
    return aliases;
  }
}
