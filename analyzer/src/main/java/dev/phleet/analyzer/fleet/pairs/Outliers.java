package dev.phleet.analyzer.fleet.pairs;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;
import java.util.function.Function;
import org.roaringbitmap.RoaringBitmap;

/** Finds the hosts that differ most from the rest; of hosts that know the same, one is compared. */
public final class Outliers {
  /** Most that are found. */
  public static final int MOST = 16;

  /** Fewest hosts with pairs of which any can be an outlier. */
  public static final int FEWEST_HOSTS = 3;

  private static final Comparator<Ranked> MOST_DIFFERENT_FIRST =
      Comparator.comparingDouble((Ranked r) -> -r.likeness().distance())
          .thenComparing(Ranked::hostId)
          .thenComparing(r -> r.program().architecture());

  /**
   * An outlier.
   *
   * @param hostId the host
   * @param program what it knows otherwise
   * @param likeness how much
   */
  public record Ranked(String hostId, Program program, Likeness likeness) {}

  private record Kind(Program program, SetId set, boolean training) {}

  private final KnownPairs state;
  private final Function<Program, PairCounts> counts;

  /** Over what {@code state} remembers, with these counts. */
  public Outliers(KnownPairs state, Function<Program, PairCounts> counts) {
    this.state = state;
    this.counts = counts;
  }

  /** The outliers of an executable, most different first, at most {@link #MOST}. */
  public List<Ranked> of(String executableId) {
    Map<Kind, Likeness> compared = new HashMap<>();
    Map<Program, Rest> rests = new HashMap<>();
    PriorityQueue<Ranked> found = new PriorityQueue<>(MOST_DIFFERENT_FIRST.reversed());
    state.eachHost(
        executableId,
        (hostId, sets) -> {
          for (String architecture : sets.architectures()) {
            Program program = new Program(executableId, architecture);
            Kind kind = new Kind(program, sets.known(architecture), sets.isTraining(architecture));
            Likeness likeness = compared.computeIfAbsent(kind, k -> compare(k, rests));
            if (likeness.isOdd()) {
              found.add(new Ranked(hostId, program, likeness));
            }
            if (found.size() > MOST) {
              found.remove();
            }
          }
        });
    List<Ranked> ranked = new ArrayList<>(found);
    ranked.sort(MOST_DIFFERENT_FIRST);
    return ranked;
  }

  private Likeness compare(Kind kind, Map<Program, Rest> rests) {
    PairCounts fleet = counts.apply(kind.program());
    if (kind.set().equals(SetId.EMPTY) || fleet.hosts() < FEWEST_HOSTS) {
      return new Likeness(0, 0, 0);
    }
    RoaringBitmap known = state.set(kind.program(), kind.set()).known();
    return rests
        .computeIfAbsent(kind.program(), p -> Rest.of(fleet))
        .likeness(known, kind.training());
  }
}
