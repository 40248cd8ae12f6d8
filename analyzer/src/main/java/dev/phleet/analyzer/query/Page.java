package dev.phleet.analyzer.query;

/**
 * Which part of a list.
 *
 * @param offset how many to leave out at its beginning
 * @param limit how many at most
 */
public record Page(int offset, int limit) {
  /** What an instance must deliver, so that this part of the whole can be told. */
  Page fromTheBeginning() {
    return new Page(0, offset + limit);
  }
}
