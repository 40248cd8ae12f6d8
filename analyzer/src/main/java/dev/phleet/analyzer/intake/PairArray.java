package dev.phleet.analyzer.intake;

import dev.phleet.analyzer.fleet.pairs.PairCells;
import dev.phleet.analyzer.fleet.pairs.SetId;
import dev.phleet.schemas.event.Call;
import dev.phleet.schemas.event.Pair;
import java.util.AbstractList;
import java.util.Arrays;
import java.util.List;

/**
 * The pairs of a record as the numbers that they are: an object for each of a thousand pairs would
 * cost more than all that is done with them.
 */
final class PairArray extends AbstractList<Pair> {
  /** Numbers of a pair, in the order of its schema. */
  static final int NUMBERS = 4;

  private int[] numbers;
  private int size;

  // What was found out about it together with a list of calls: many records share both.
  private volatile Known known = new Known(null, false, null);

  private record Known(List<Call> calls, boolean fits, Said said) {}

  /**
   * What pairs say with a list of calls.
   *
   * @param cells the set
   * @param id its identity
   */
  record Said(PairCells cells, SetId id) {
    static Said of(PairCells cells) {
      return new Said(cells, cells.id());
    }
  }

  PairArray(int room) {
    numbers = new int[room * NUMBERS];
  }

  /** A list of pairs as one; the same if it is one. */
  static PairArray of(List<Pair> pairs) {
    if (pairs instanceof PairArray array) {
      return array;
    }
    PairArray array = new PairArray(pairs.size());
    for (Pair pair : pairs) {
      array.add(pair.getCurrent(), pair.getPrevious(), pair.getTraining(), pair.getTest());
    }
    return array;
  }

  void add(int current, int previous, int training, int test) {
    int at = size * NUMBERS;
    if (at == numbers.length) {
      numbers = Arrays.copyOf(numbers, Math.max(NUMBERS, 2 * numbers.length));
    }
    numbers[at] = current;
    numbers[at + 1] = previous;
    numbers[at + 2] = training;
    numbers[at + 3] = test;
    size++;
  }

  /** Place of the newer call in the record's list of calls. */
  int current(int at) {
    return numbers[at * NUMBERS];
  }

  /** Place of the older call. */
  int previous(int at) {
    return numbers[at * NUMBERS + 1];
  }

  /** Distances in the training data, a bit each. */
  int training(int at) {
    return numbers[at * NUMBERS + 2];
  }

  /** Distances in the test data, a bit each. */
  int test(int at) {
    return numbers[at * NUMBERS + 3];
  }

  /** Whether it was found before that they can be true with these calls, the same list. */
  boolean isKnownToFit(List<Call> calls) {
    Known now = known;
    return now.calls == calls && now.fits;
  }

  /** They can be true with these calls. */
  void fits(List<Call> calls) {
    known = new Known(calls, true, saidWith(calls));
  }

  /** What was found before that they say with these calls, the same list; null when nothing was. */
  Said saidWith(List<Call> calls) {
    Known now = known;
    return now.calls == calls ? now.said : null;
  }

  /** That is what they say with these calls. */
  void say(List<Call> calls, Said said) {
    known = new Known(calls, isKnownToFit(calls), said);
  }

  @Override
  public Pair get(int at) {
    if (at >= size) {
      throw new IndexOutOfBoundsException(at);
    }
    return new Pair(current(at), previous(at), training(at), test(at));
  }

  @Override
  public int size() {
    return size;
  }
}
