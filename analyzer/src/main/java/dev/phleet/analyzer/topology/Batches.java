package dev.phleet.analyzer.topology;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiConsumer;

/**
 * What is to be sent, gathered by key: many pieces of news of one program are one record.
 *
 * @param <T> a piece
 */
final class Batches<T> {
  /** Pieces in a record, so that none is too large for the broker. */
  private static final int MOST = 64;

  private final Map<String, List<T>> waiting = new LinkedHashMap<>();

  void add(String key, T piece) {
    waiting.computeIfAbsent(key, k -> new ArrayList<>()).add(piece);
  }

  /** Hands over what was added since the last call, in its order. */
  void take(BiConsumer<String, List<T>> taker) {
    waiting.forEach(
        (key, all) -> {
          for (int from = 0; from < all.size(); from += MOST) {
            taker.accept(key, List.copyOf(all.subList(from, Math.min(from + MOST, all.size()))));
          }
        });
    waiting.clear();
  }

  void clear() {
    waiting.clear();
  }
}
