package dev.phleet.collector.identity;

import dev.phleet.collector.detector.Detector;
import java.util.function.Consumer;
import java.util.function.LongConsumer;

/** What is decided about a program as soon as it is known: ignored, a copy, or watched as it is. */
public final class Newcomers implements Consumer<KnownProgram> {
  private final IgnoreList ignored;
  private final Aliases aliases;
  private volatile LongConsumer listener = profileKey -> {};

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
      listener.accept(program.profileKey());
    }
  }

  /**
   * Tells somebody of every profile that is given up for another from now on.
   *
   * @param newListener told the key of the profile that was given up; must not wait
   */
  public void listen(LongConsumer newListener) {
    listener = newListener;
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
