package dev.phleet.collector.control;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.phleet.collector.calls.CallCode;
import dev.phleet.collector.calls.CallNames;
import dev.phleet.collector.detector.ProfileRow;
import dev.phleet.collector.profile.ProfileImage;
import dev.phleet.collector.status.Growth;
import dev.phleet.schemas.event.CallTable;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.function.LongFunction;

/** What {@code inspect} says of one profile: counters, pairs by name, growth. */
final class Inspection {
  private static final JsonNodeFactory NODES = JsonNodeFactory.instance;
  private static final int CODES = 3 * 1024;

  private final LongFunction<Optional<ProfileImage>> images;
  private final CallNames names;
  private final Growth growth;
  private final Trees trees;

  Inspection(
      LongFunction<Optional<ProfileImage>> images, CallNames names, Growth growth, Trees trees) {
    this.images = images;
    this.names = names;
    this.growth = growth;
    this.trees = trees;
  }

  /** Two calls; sorts by the current one, then the previous one. */
  private record Cell(int current, int previous) implements Comparable<Cell> {
    @Override
    public int compareTo(Cell other) {
      int byCurrent = Integer.compare(current, other.current);
      return byCurrent != 0 ? byCurrent : Integer.compare(previous, other.previous);
    }
  }

  JsonNode of(ProfileRow profile) {
    ObjectNode result = trees.profile(NODES.objectNode(), profile);
    ArrayNode points = result.putArray("growth");
    growth.of(profile.key()).forEach(point -> points.add(Trees.point(point)));
    ProfileImage image =
        images
            .apply(profile.key())
            .orElseThrow(() -> new RefusedException("the profile is changing: try again"));
    ArrayNode calls = result.putArray("callNames");
    image.calls().forEach(code -> calls.add(name(code)));
    result.set("pairTable", table(image));
    return result;
  }

  private ArrayNode table(ProfileImage image) {
    Map<Cell, Integer> training = cells(image.training());
    Map<Cell, Integer> test = cells(image.test());
    TreeSet<Cell> all = new TreeSet<>(training.keySet());
    all.addAll(test.keySet());
    ArrayNode table = NODES.arrayNode();
    for (Cell cell : all) {
      ObjectNode row = table.addObject();
      row.put("current", name(cell.current())).put("previous", name(cell.previous()));
      distances(row.putArray("training"), training.getOrDefault(cell, 0));
      distances(row.putArray("test"), test.getOrDefault(cell, 0));
    }
    return table;
  }

  private static Map<Cell, Integer> cells(List<ProfileImage.Pair> pairs) {
    Map<Cell, Integer> cells = new HashMap<>();
    pairs.forEach(
        pair ->
            cells.merge(
                new Cell(pair.current(), pair.previous()), pair.distances(), (a, b) -> a | b));
    return cells;
  }

  private static void distances(ArrayNode array, int bits) {
    List<Integer> distances = new ArrayList<>();
    for (int d = 1; d <= 8; d++) {
      if ((bits >> (d - 1) & 1) != 0) {
        distances.add(d);
      }
    }
    distances.forEach(array::add);
  }

  /** With its table where it is not the native one: both have calls of the same name. */
  private String name(int code) {
    if (code < 1 || code > CODES) {
      return "?" + code;
    }
    CallCode call = CallCode.of(code);
    String name = names.name(call.table(), call.number());
    String table = call.table().name().toLowerCase(Locale.ROOT);
    boolean plain = call.table() == CallTable.NATIVE || name.startsWith(table + "_");
    return plain ? name : name + "/" + table;
  }
}
