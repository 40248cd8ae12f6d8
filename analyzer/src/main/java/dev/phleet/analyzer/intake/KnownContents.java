package dev.phleet.analyzer.intake;

import dev.phleet.schemas.event.Call;
import java.util.Arrays;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.zip.CRC32C;

/**
 * What was read of the calls and pairs of profiles, by the bytes that said so. Bounded; what was
 * not asked for the longest is forgotten. For several threads.
 */
final class KnownContents {
  /** Bytes of records; what was read of them takes about four times as much. */
  private static final int ROOM = 8 << 20;

  /**
   * What a profile knows; nobody may change it.
   *
   * @param calls its calls
   * @param pairs its pairs
   */
  record Content(List<Call> calls, PairArray pairs) {}

  /** Bytes that are compared by what they are. */
  private static final class Key {
    private final byte[] bytes;
    private final int hash;

    Key(byte[] bytes) {
      this.bytes = bytes;
      CRC32C sum = new CRC32C();
      sum.update(bytes);
      hash = (int) sum.getValue();
    }

    @Override
    public boolean equals(Object other) {
      return other instanceof Key that && hash == that.hash && Arrays.equals(bytes, that.bytes);
    }

    @Override
    public int hashCode() {
      return hash;
    }
  }

  private final Map<Key, Content> contents = new LinkedHashMap<>(16, 0.75f, true);
  private int held;

  /** What was read of such bytes; null when that is not known. */
  synchronized Content get(byte[] bytes) {
    return contents.get(new Key(bytes));
  }

  /** Keeps what was read, and returns it. */
  synchronized Content put(byte[] bytes, Content content) {
    if (contents.put(new Key(bytes), content) == null) {
      held += bytes.length;
    }
    Iterator<Key> oldest = contents.keySet().iterator();
    while (held > ROOM) {
      held -= oldest.next().bytes.length;
      oldest.remove();
    }
    return content;
  }

  /** Bytes whose meaning is known. */
  synchronized int held() {
    return held;
  }
}
