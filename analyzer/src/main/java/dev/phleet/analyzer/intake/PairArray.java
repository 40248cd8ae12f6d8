package dev.phleet.analyzer.intake;

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
