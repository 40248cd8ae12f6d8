package dev.phleet.analyzer.fleet.view;

import dev.phleet.analyzer.fleet.pairs.HostSets;
import dev.phleet.analyzer.fleet.pairs.KnownPairs;
import dev.phleet.analyzer.fleet.pairs.Outliers;
import dev.phleet.analyzer.fleet.pairs.PairCode;
import dev.phleet.analyzer.fleet.pairs.PairCounts;
import dev.phleet.analyzer.fleet.pairs.PairSet;
import dev.phleet.analyzer.fleet.pairs.Program;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.roaringbitmap.IntConsumer;
import org.roaringbitmap.RoaringBitmap;

/**
 * Answers to questions about pairs, from state that is only read. The counts are those that were
 * last written, a few seconds old at most; the sets of single hosts are always up to date.
 */
public final class FleetViews {
  private final KnownPairs state;

  /** Over what {@code state} remembers. */
  public FleetViews(KnownPairs state) {
    this.state = state;
  }

  /** The pairs of an executable in the whole fleet, one answer an architecture. */
  public List<FleetPairs> fleet(String executableId) {
    List<FleetPairs> found = new ArrayList<>();
    for (String architecture : state.summary(executableId).architectures()) {
      Program program = new Program(executableId, architecture);
      PairCounts counts = state.counts(program);
      if (counts.size() > 0) {
        found.add(fleet(program, counts));
      }
    }
    return found;
  }

  /** The pairs of an executable on one host, one answer an architecture. */
  public List<HostPairs> host(String executableId, String hostId) {
    HostSets sets = state.host(executableId, hostId);
    return sets.architectures().stream()
        .map(architecture -> new Program(executableId, architecture))
        .map(program -> host(program, hostId, sets))
        .toList();
  }

  /** The outliers of an executable, most different first, with the pairs that make them so. */
  public List<Outlier> outliers(String executableId) {
    List<Outlier> found = new ArrayList<>();
    for (Outliers.Ranked ranked : new Outliers(state, state::counts).of(executableId)) {
      found.add(outlier(ranked));
    }
    return found;
  }

  private FleetPairs fleet(Program program, PairCounts counts) {
    RoaringBitmap all = RoaringBitmap.bitmapOf(counts.codes());
    CallTableau calls = CallTableau.of(state.names(program), all);
    Map<Integer, FleetPairs.Cell> cells = new LinkedHashMap<>();
    for (int at = 0; at < counts.size(); at++) {
      int pair = counts.codeAt(at);
      FleetPairs.Cell cell =
          cells.computeIfAbsent(
              calls.cell(pair),
              place ->
                  new FleetPairs.Cell(
                      calls.place(PairCode.current(pair)),
                      calls.place(PairCode.previous(pair)),
                      zeros(),
                      zeros()));
      cell.training().set(PairCode.distance(pair) - 1, counts.trainingAt(at));
      cell.test().set(PairCode.distance(pair) - 1, counts.testAt(at));
    }
    return new FleetPairs(
        program.executableId(),
        program.architecture(),
        counts.hosts(),
        counts.normalHosts(),
        calls.calls(),
        cells.values().stream().map(FleetPairs.Cell::copy).toList());
  }

  private HostPairs host(Program program, String hostId, HostSets sets) {
    PairSet set = state.set(program, sets.known(program.architecture()));
    RoaringBitmap known = set.known();
    CallTableau calls = CallTableau.of(state.names(program), known);
    Map<Integer, HostPairs.Cell> cells = new LinkedHashMap<>();
    known.forEach(
        (IntConsumer)
            pair ->
                cells.merge(
                    calls.cell(pair),
                    new HostPairs.Cell(
                        calls.place(PairCode.current(pair)),
                        calls.place(PairCode.previous(pair)),
                        bit(set.training(), pair),
                        bit(set.test(), pair)),
                    HostPairs.Cell::and));
    return new HostPairs(
        program.executableId(),
        hostId,
        program.architecture(),
        calls.calls(),
        List.copyOf(cells.values()));
  }

  private Outlier outlier(Outliers.Ranked ranked) {
    Program program = ranked.program();
    PairCounts counts = state.counts(program);
    HostSets sets = state.host(program.executableId(), ranked.hostId());
    OddPairs odd =
        OddPairs.of(
            state.set(program, sets.known(program.architecture())).known(),
            sets.isTraining(program.architecture()),
            counts,
            state.names(program));
    return new Outlier(
        ranked.hostId(),
        program.architecture(),
        ranked.likeness().distance(),
        counts.hosts() - 1,
        ranked.likeness().surplus(),
        ranked.likeness().missing(),
        odd.surplus(),
        odd.missing());
  }

  private static int bit(RoaringBitmap set, int pair) {
    return set.contains(pair) ? 1 << (PairCode.distance(pair) - 1) : 0;
  }

  private static List<Integer> zeros() {
    return new ArrayList<>(Collections.nCopies(PairCode.HIGHEST_DISTANCE, 0));
  }
}
