package dev.phleet.analyzer.fleet;

/**
 * Texts that thousands of events name anew, of which one copy each is to be kept: ids of
 * executables, paths, runs. Remembers the last text of each place, by hash, so it never grows. For
 * one thread.
 */
public final class RecurringTexts {
  private static final int PLACES = 1 << 12;

  private final String[] last = new String[PLACES];

  /** The copy that came before if it is still known, else this one. */
  public String same(String text) {
    int hash = text.hashCode();
    int place = (hash ^ hash >>> 16) & (PLACES - 1);
    String before = last[place];
    if (text.equals(before)) {
      return before;
    }
    last[place] = text;
    return text;
  }
}
