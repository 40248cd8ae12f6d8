package dev.phleet.analyzer.fleet.view;

import dev.phleet.analyzer.fleet.pairs.PairCode;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import org.roaringbitmap.IntConsumer;
import org.roaringbitmap.RoaringBitmap;

/** The calls of some pairs, each with its name and its place. */
final class CallTableau {
  private final Map<Integer, String> names;
  private final SortedMap<Integer, Integer> places = new TreeMap<>();

  private CallTableau(Map<Integer, String> names, SortedSet<Integer> calls) {
    this.names = names;
    calls.forEach(call -> places.put(call, places.size()));
  }

  static CallTableau of(Map<Integer, String> names, RoaringBitmap pairs) {
    SortedSet<Integer> calls = new TreeSet<>();
    pairs.forEach(
        (IntConsumer)
            pair -> {
              calls.add(PairCode.current(pair));
              calls.add(PairCode.previous(pair));
            });
    return new CallTableau(names, calls);
  }

  /** All calls, in their places. */
  List<NamedCall> calls() {
    return places.keySet().stream().map(this::call).toList();
  }

  /** The place of a call. */
  int place(int call) {
    return places.get(call);
  }

  /** What the pairs of the same two calls have in common. */
  int cell(int pair) {
    return place(PairCode.current(pair)) * places.size() + place(PairCode.previous(pair));
  }

  /** One call. */
  NamedCall call(int call) {
    return new NamedCall(PairCode.table(call), PairCode.number(call), names.getOrDefault(call, ""));
  }
}
