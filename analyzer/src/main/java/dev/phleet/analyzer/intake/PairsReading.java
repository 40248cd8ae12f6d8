package dev.phleet.analyzer.intake;

import dev.phleet.analyzer.fleet.pairs.PairCells;
import dev.phleet.analyzer.fleet.pairs.PairCode;
import dev.phleet.analyzer.fleet.pairs.PairContent;
import dev.phleet.analyzer.fleet.pairs.PairsShare;
import dev.phleet.schemas.event.Call;
import dev.phleet.schemas.event.ProfilePairs;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/** Takes the pairs out of a checked record. */
public final class PairsReading {
  private PairsReading() {}

  /** What a profile contributes to the pairs of its executable. */
  public static PairsShare share(ProfilePairs record) {
    PairArray.Said said = said(record);
    return new PairsShare(
        record.getArchitecture(),
        record.getState(),
        Readings.micros(record.getTime()),
        said.id(),
        new Content(said.cells(), record.getCalls()));
  }

  /** Made when asked for. */
  private record Content(PairCells cells, List<Call> calls) implements PairContent {
    @Override
    public SortedMap<Integer, String> names() {
      SortedMap<Integer, String> names = new TreeMap<>();
      calls.forEach(call -> names.put(code(call), call.getName()));
      return names;
    }
  }

  private static PairArray.Said said(ProfilePairs record) {
    PairArray pairs = PairArray.of(record.getPairs());
    PairArray.Said known = pairs.saidWith(record.getCalls());
    if (known == null) {
      known = PairArray.Said.of(cells(record.getCalls(), pairs));
      pairs.say(record.getCalls(), known);
    }
    return known;
  }

  private static PairCells cells(List<Call> calls, PairArray pairs) {
    int[] codes = calls.stream().mapToInt(PairsReading::code).toArray();
    long[] cells = new long[pairs.size()];
    for (int i = 0; i < cells.length; i++) {
      cells[i] =
          PairCells.cell(
              codes[pairs.current(i)], codes[pairs.previous(i)], pairs.training(i), pairs.test(i));
    }
    return PairCells.of(cells);
  }

  private static int code(Call call) {
    return PairCode.call(call.getTable(), call.getNumber());
  }
}
