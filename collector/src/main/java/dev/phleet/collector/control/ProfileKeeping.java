package dev.phleet.collector.control;

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
    };
  }
}
