package dev.phleet.collector.detector;

import java.time.Duration;

/** A copy of {@link Settings} under change; see there for the meaning of each. */
public final class SettingsBuilder {
  private Duration normalWait;
  private ScopeKind scopeKind;
  private int scopePid;
  private long scopeCgroup;
  private boolean monitoring;
  private int factorNumerator;
  private int factorDenominator;
  private int anomalyLimit;
  private int tolerizeLimit;
  private int windowLength;
  private int localityWindow;
  private int signalFrames;
  private int batch;
  private boolean newSequences;
  private int anomalyBurst;
  private int anomalyRate;
  private boolean profileScripts;
  private boolean grams;
  private boolean callSets;
  private int scoreLimit;
  private int distanceWeight;

  SettingsBuilder(Settings from) {
    normalWait = from.normalWait();
    scopeKind = from.scopeKind();
    scopePid = from.scopePid();
    scopeCgroup = from.scopeCgroup();
    monitoring = from.monitoring();
    factorNumerator = from.factorNumerator();
    factorDenominator = from.factorDenominator();
    anomalyLimit = from.anomalyLimit();
    tolerizeLimit = from.tolerizeLimit();
    windowLength = from.windowLength();
    localityWindow = from.localityWindow();
    signalFrames = from.signalFrames();
    batch = from.batch();
    newSequences = from.newSequences();
    anomalyBurst = from.anomalyBurst();
    anomalyRate = from.anomalyRate();
    profileScripts = from.profileScripts();
    grams = from.grams();
    callSets = from.callSets();
    scoreLimit = from.scoreLimit();
    distanceWeight = from.distanceWeight();
  }

  /** What is watched; the process id and the cgroup id matter only for their kind. */
  public SettingsBuilder scope(ScopeKind kind, int pid, long cgroup) {
    scopeKind = kind;
    scopePid = pid;
    scopeCgroup = cgroup;
    return this;
  }

  /** A profile freezes when train_count x denominator > n x numerator. */
  public SettingsBuilder normalFactor(int numerator, int denominator) {
    factorNumerator = numerator;
    factorDenominator = denominator;
    return this;
  }

  /** So many anomalies of one profile at once, then so many a minute; a burst of 0 is no limit. */
  public SettingsBuilder anomalyBudget(int burst, int perMinute) {
    anomalyBurst = burst;
    anomalyRate = perMinute;
    return this;
  }

  /** From frozen to normal. */
  public SettingsBuilder normalWait(Duration value) {
    normalWait = value;
    return this;
  }

  /** Whether the hooks do anything. */
  public SettingsBuilder monitoring(boolean value) {
    monitoring = value;
    return this;
  }

  /** More anomalies than this: back to training. */
  public SettingsBuilder anomalyLimit(int value) {
    anomalyLimit = value;
    return this;
  }

  /** An LFC above this resets the training data. */
  public SettingsBuilder tolerizeLimit(int value) {
    tolerizeLimit = value;
    return this;
  }

  /** Calls in a window, 2..9. */
  public SettingsBuilder windowLength(int value) {
    windowLength = value;
    return this;
  }

  /** Calls in a locality frame, 1..128. */
  public SettingsBuilder localityWindow(int value) {
    localityWindow = value;
    return this;
  }

  /** Nested windows that a task keeps, 0..3. */
  public SettingsBuilder signalFrames(int value) {
    signalFrames = value;
    return this;
  }

  /** Calls that a task counts before it adds them to its profile; 1 is exact. */
  public SettingsBuilder batch(int value) {
    batch = value;
    return this;
  }

  /** Whether calls that teach something are sent. */
  public SettingsBuilder newSequences(boolean value) {
    newSequences = value;
    return this;
  }

  /** Whether a script has a profile of its own. */
  public SettingsBuilder profileScripts(boolean value) {
    profileScripts = value;
    return this;
  }

  /** Whether grams, and whether sets of calls, are learned and looked up. */
  public SettingsBuilder secondOpinions(boolean ofGrams, boolean ofCallSets) {
    grams = ofGrams;
    callSets = ofCallSets;
    return this;
  }

  /** A score above the limit, per mille, is an anomaly (0: none is); the set distance's weight. */
  public SettingsBuilder score(int limit, int weight) {
    scoreLimit = limit;
    distanceWeight = weight;
    return this;
  }

  /** The changed settings. */
  public Settings build() {
    return new Settings(
        normalWait,
        scopeKind,
        scopePid,
        scopeCgroup,
        monitoring,
        factorNumerator,
        factorDenominator,
        anomalyLimit,
        tolerizeLimit,
        windowLength,
        localityWindow,
        signalFrames,
        batch,
        newSequences,
        anomalyBurst,
        anomalyRate,
        profileScripts,
        grams,
        callSets,
        scoreLimit,
        distanceWeight);
  }
}
