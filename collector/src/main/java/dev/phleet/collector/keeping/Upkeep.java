package dev.phleet.collector.keeping;

import dev.phleet.collector.identity.Newcomers;
import java.util.function.IntSupplier;

/**
 * What is done to profiles beside learning: they are saved, shared, ignored.
 *
 * @param saves of saving
 * @param newcomers of sharing and ignoring
 * @param slotsWaiting profiles given up for others that some task is still in
 */
public record Upkeep(SaveFigures saves, Newcomers newcomers, IntSupplier slotsWaiting) {
  /**
   * The figures at one moment.
   *
   * @param saves of saving
   * @param aliasesMade profiles given up for that of another copy of their program
   * @param aliasesFailed copies that kept a profile of their own because the kernel side refused
   * @param ignored profiles that the configuration's rules ignore
   * @param slotsWaiting profiles given up whose room is not free yet
   */
  public record Now(
      SaveFigures.Now saves, long aliasesMade, long aliasesFailed, int ignored, int slotsWaiting) {}

  /** The figures as they stand. */
  public Now now() {
    return new Now(
        saves.now(),
        newcomers.aliases().made(),
        newcomers.aliases().failed(),
        newcomers.ignored().size(),
        slotsWaiting.getAsInt());
  }
}
