package dev.phleet.collector.control;

import java.nio.file.Path;

/** Where profiles are kept beside the kernel: what {@code save} and {@code load} ask for. */
public interface ProfileKeeping {
  /**
   * Saves every profile now.
   *
   * @return how many were saved
   * @throws RefusedException when that is not possible
   */
  int save();

  /**
   * Loads every profile that was saved, in place of what is known of it now.
   *
   * @return how many were loaded
   * @throws RefusedException when that is not possible
   */
  int load();

  /**
   * Loads one file, of phleet or of the original ebpH, in place of what is known now.
   *
   * @return 1
   * @throws RefusedException when that is not possible
   */
  int load(Path file);

  /** Forgets what was saved of a profile that was reset; a failure is the collector's to log. */
  void forget(long profileKey);

  /** When no directory is configured. */
  static ProfileKeeping none() {
    return new ProfileKeeping() {
      @Override
      public int save() {
        throw new RefusedException("no profile directory is configured: set profiles.directory");
      }

      @Override
      public int load() {
        return save();
      }

      @Override
      public int load(Path file) {
        return save();
      }

      @Override
      public void forget(long profileKey) {
        // Nothing was saved.
      }
    };
  }
}
