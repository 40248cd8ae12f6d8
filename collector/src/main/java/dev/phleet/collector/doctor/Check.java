package dev.phleet.collector.doctor;

/**
 * One thing that was looked at.
 *
 * @param name what, in one or two words
 * @param verdict whether it will do
 * @param found what there is
 * @param mend what to do about it; empty when there is nothing to do
 */
public record Check(String name, Verdict verdict, String found, String mend) {
  /** Whether a thing will do. */
  public enum Verdict {
    /** It will. */
    OK,
    /** The collector runs, but not as well as it could, or not for long. */
    WARNING,
    /** The collector cannot run. */
    FAILURE
  }

  static Check ok(String name, String found) {
    return new Check(name, Verdict.OK, found, "");
  }

  static Check warning(String name, String found, String mend) {
    return new Check(name, Verdict.WARNING, found, mend);
  }

  static Check failure(String name, String found, String mend) {
    return new Check(name, Verdict.FAILURE, found, mend);
  }
}
