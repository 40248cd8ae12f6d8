package dev.phleet.analyzer.topology;

import dev.phleet.analyzer.fleet.pairs.PairCells;
import dev.phleet.analyzer.fleet.pairs.PairContent;
import java.util.SortedMap;

/** What a set of pairs holds, as it was written, and read when it is asked for. */
final class WrittenContent implements PairContent {
  private final byte[] bytes;

  /** Of what {@link PairForms#CONTENT} wrote. */
  WrittenContent(byte[] bytes) {
    this.bytes = bytes;
  }

  static WrittenContent of(PairContent content) {
    return content instanceof WrittenContent written
        ? written
        : new WrittenContent(PairForms.write(PairForms.CONTENT, content));
  }

  byte[] bytes() {
    return bytes;
  }

  private PairContent read() {
    return PairForms.read(PairForms.CONTENT, bytes);
  }

  @Override
  public PairCells cells() {
    return read().cells();
  }

  @Override
  public SortedMap<Integer, String> names() {
    return read().names();
  }
}
