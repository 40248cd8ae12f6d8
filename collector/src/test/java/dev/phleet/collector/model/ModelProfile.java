package dev.phleet.collector.model;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;

/** What is known of one executable: training data, test data, counters, state. */
public final class ModelProfile {
  private final long key;
  private final Set<Pair> training = new HashSet<>();
  private final Set<Pair> test = new HashSet<>();
  private final Map<Integer, Integer> indexes = new HashMap<>();
  private final ModelGrams trainingGrams = new ModelGrams();
  private final ModelGrams testGrams = new ModelGrams();
  private final ModelCallSets trainingSets = new ModelCallSets();
  private final ModelCallSets testSets = new ModelCallSets();
  private ModelState state = ModelState.TRAINING;
  private boolean ignored;
  private long calls;
  private long trainCount;
  private long lastModCount;
  private long sequences;
  private long anomalies;
  private long normalTime;
  private long gramMisses;
  private long scoresOver;
  private int narrowIndexes;
  private int wideIndexes;

  ModelProfile(long key) {
    this.key = key;
  }

  /** Step 2: counts the call and learns its pairs; the distances that were new. */
  SortedSet<Integer> train(int call, Set<Pair> pairs) {
    calls++;
    trainCount++;
    SortedSet<Integer> missing = missing(pairs, training);
    if (missing.isEmpty()) {
      lastModCount++;
    } else {
      training.addAll(pairs);
      sequences++;
      lastModCount = 0;
    }
    return missing;
  }

  /** The bit of a call in sets of calls; the call has an index from now on. */
  long bit(int call) {
    return 1L << (indexes.computeIfAbsent(call, this::giveIndex) & 63);
  }

  /** Native calls get small numbers while there are some, others large ones. */
  private int giveIndex(int call) {
    return call <= 512 && narrowIndexes < 254 ? ++narrowIndexes : 255 + ++wideIndexes;
  }

  /** Learns a gram; whether it was new. */
  boolean trainGram(long gram) {
    boolean novel = !trainingGrams.knows(gram);
    if (novel) {
      trainingGrams.learn(gram);
    }
    return novel;
  }

  /** Whether a gram is missing from the test data; after many, only one that was new counts. */
  boolean missesGram(long gram, boolean novel, ModelSettings settings) {
    boolean tired = gramMisses >= settings.anomalyLimit() * 32L;
    boolean missing = testGrams.count() > 0 && (novel || !tired) && !testGrams.knows(gram);
    gramMisses += missing ? 1 : 0;
    return missing;
  }

  void countScoreOver() {
    scoresOver++;
  }

  ModelCallSets trainingSets() {
    return trainingSets;
  }

  ModelCallSets testSets() {
    return testSets;
  }

  /** Step 3: whether it has been quiet for long enough to be frozen. */
  boolean isStable(ModelSettings settings) {
    long n = trainCount - lastModCount;
    return state == ModelState.TRAINING
        && n > 0
        && trainCount * settings.factorDenominator() > n * settings.factorNumerator();
  }

  void freeze(long becomesNormalAt) {
    state = ModelState.FROZEN;
    normalTime = becomesNormalAt;
  }

  /** Step 4: whether a frozen profile has waited long enough. */
  boolean isDue(long now) {
    return state == ModelState.FROZEN && now > normalTime;
  }

  /** What was learned becomes what calls are tested against. */
  void becomeNormal() {
    test.clear();
    test.addAll(training);
    testGrams.become(trainingGrams);
    testSets.become(trainingSets);
    state = ModelState.NORMAL;
    gramMisses = 0;
    scoresOver = 0;
    anomalies = 0;
    trainCount = 0;
    lastModCount = 0;
    normalTime = 0;
  }

  /** Step 5: the distances that the test data does not know; any makes the call an anomaly. */
  SortedSet<Integer> mismatches(Set<Pair> pairs) {
    return missing(pairs, test);
  }

  void countAnomaly() {
    anomalies++;
  }

  /** Back to training with everything that is known. */
  void train() {
    state = ModelState.TRAINING;
    normalTime = 0;
  }

  /** Forgets the training data and its counters. */
  void sensitize() {
    training.clear();
    trainingGrams.clear();
    trainingSets.clear();
    trainCount = 0;
    lastModCount = 0;
    sequences = 0;
  }

  void reset() {
    sensitize();
    test.clear();
    testGrams.clear();
    testSets.clear();
    indexes.clear();
    narrowIndexes = 0;
    wideIndexes = 0;
    gramMisses = 0;
    scoresOver = 0;
    calls = 0;
    anomalies = 0;
    train();
  }

  void ignore(boolean ignore) {
    ignored = ignore;
  }

  /** Whether its calls are not recorded. */
  public boolean ignored() {
    return ignored;
  }

  /** Key of the profile. */
  public long key() {
    return key;
  }

  /** State of the profile. */
  public ModelState state() {
    return state;
  }

  /** The counters as they stand. */
  public ModelCounters counters() {
    return new ModelCounters(
        calls,
        trainCount,
        lastModCount,
        sequences,
        anomalies,
        training.size(),
        indexes.size(),
        state,
        gramMisses,
        scoresOver,
        trainingGrams.count(),
        trainingSets.count());
  }

  /** The training data. */
  public Set<Pair> training() {
    return Set.copyOf(training);
  }

  /** The test data. */
  public Set<Pair> test() {
    return Set.copyOf(test);
  }

  private static SortedSet<Integer> missing(Set<Pair> pairs, Set<Pair> known) {
    SortedSet<Integer> distances = new TreeSet<>();
    for (Pair pair : pairs) {
      if (!known.contains(pair)) {
        distances.add(pair.distance());
      }
    }
    return distances;
  }
}
