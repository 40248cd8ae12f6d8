package dev.phleet.collector.detector;

import static dev.phleet.collector.layout.Layouts.SETTINGS;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.time.Duration;

/**
 * Every constant of the detector ({@code struct settings}); the whole is replaced at once, also
 * while running.
 *
 * @param normalWait from frozen to normal
 * @param scopeKind what is watched
 * @param scopePid root of the tree, with {@link ScopeKind#TREE}; else 0
 * @param scopeCgroup id of the cgroup, with {@link ScopeKind#CGROUP}; else 0
 * @param monitoring false: every hook returns at once
 * @param factorNumerator a profile freezes when train_count x denominator > n x numerator
 * @param factorDenominator see factorNumerator
 * @param anomalyLimit more anomalies than this send a normal profile back to training
 * @param tolerizeLimit an LFC above this resets the training data
 * @param windowLength calls, 2..9
 * @param localityWindow calls, 1..128
 * @param signalFrames nested windows that a task keeps, 0..3
 * @param batch calls that a task counts before it adds them to its profile; 1 is exact
 * @param newSequences whether calls that teach something are sent
 * @param anomalyBurst anomalies of one profile that are sent at once; 0: no limit
 * @param anomalyRate then so many a minute
 * @param profileScripts whether a script has a profile of its own, and not its interpreter's
 * @param grams whether grams are learned, and looked up
 * @param callSets whether the sets of calls that tasks used are learned, and compared
 * @param scoreLimit a task whose score is above this, per mille, is an anomaly; 0: no limit
 * @param distanceWeight weight of the set distance in the score
 */
public record Settings(
    Duration normalWait,
    ScopeKind scopeKind,
    int scopePid,
    long scopeCgroup,
    boolean monitoring,
    int factorNumerator,
    int factorDenominator,
    int anomalyLimit,
    int tolerizeLimit,
    int windowLength,
    int localityWindow,
    int signalFrames,
    int batch,
    boolean newSequences,
    int anomalyBurst,
    int anomalyRate,
    boolean profileScripts,
    boolean grams,
    boolean callSets,
    int scoreLimit,
    int distanceWeight) {

  /** The defaults of the detector, watching nothing: a scope must be chosen. */
  public static Settings defaults() {
    return new Settings(
        Duration.ofDays(7),
        ScopeKind.NONE,
        0,
        0,
        true,
        128,
        32,
        30,
        12,
        9,
        128,
        3,
        64,
        true,
        0,
        0,
        false,
        true,
        true,
        2500,
        4);
  }

  /** The same, with the whole host as scope. */
  public Settings watchingHost() {
    return edit().scope(ScopeKind.HOST, 0, 0).build();
  }

  /** The same, with the tree under a process as scope. */
  public Settings watchingTree(int pid) {
    return edit().scope(ScopeKind.TREE, pid, 0).build();
  }

  /** The same, with a cgroup as scope. */
  public Settings watchingCgroup(long id) {
    return edit().scope(ScopeKind.CGROUP, 0, id).build();
  }

  /** Starts a changed copy. */
  public SettingsBuilder edit() {
    return new SettingsBuilder(this);
  }

  byte[] toBytes() {
    ByteBuffer bytes = ByteBuffer.allocate(SETTINGS.size()).order(ByteOrder.nativeOrder());
    bytes.putLong(SETTINGS.offset("normal_wait"), normalWait.toNanos());
    bytes.putLong(SETTINGS.offset("scope_cgroup"), scopeCgroup);
    bytes.putInt(SETTINGS.offset("scope_kind"), scopeKind.code());
    bytes.putInt(SETTINGS.offset("scope_pid"), scopePid);
    bytes.putInt(SETTINGS.offset("monitoring"), monitoring ? 1 : 0);
    bytes.putInt(SETTINGS.offset("factor_numerator"), factorNumerator);
    bytes.putInt(SETTINGS.offset("factor_denominator"), factorDenominator);
    bytes.putInt(SETTINGS.offset("anomaly_limit"), anomalyLimit);
    bytes.putInt(SETTINGS.offset("tolerize_limit"), tolerizeLimit);
    bytes.putInt(SETTINGS.offset("window_length"), windowLength);
    bytes.putInt(SETTINGS.offset("locality_window"), localityWindow);
    bytes.putInt(SETTINGS.offset("signal_frames"), signalFrames);
    bytes.putInt(SETTINGS.offset("batch"), batch);
    bytes.putInt(SETTINGS.offset("new_sequences"), newSequences ? 1 : 0);
    bytes.putInt(SETTINGS.offset("anomaly_burst"), anomalyBurst);
    bytes.putInt(SETTINGS.offset("anomaly_rate"), anomalyRate);
    bytes.putInt(SETTINGS.offset("profile_scripts"), profileScripts ? 1 : 0);
    bytes.putInt(SETTINGS.offset("grams"), grams ? 1 : 0);
    bytes.putInt(SETTINGS.offset("call_sets"), callSets ? 1 : 0);
    bytes.putInt(SETTINGS.offset("score_limit"), scoreLimit);
    bytes.putInt(SETTINGS.offset("distance_weight"), distanceWeight);
    return bytes.array();
  }

  static Settings fromBytes(byte[] value) {
    ByteBuffer bytes = ByteBuffer.wrap(value).order(ByteOrder.nativeOrder());
    return new Settings(
        Duration.ofNanos(bytes.getLong(SETTINGS.offset("normal_wait"))),
        ScopeKind.of(bytes.getInt(SETTINGS.offset("scope_kind"))),
        bytes.getInt(SETTINGS.offset("scope_pid")),
        bytes.getLong(SETTINGS.offset("scope_cgroup")),
        bytes.getInt(SETTINGS.offset("monitoring")) != 0,
        bytes.getInt(SETTINGS.offset("factor_numerator")),
        bytes.getInt(SETTINGS.offset("factor_denominator")),
        bytes.getInt(SETTINGS.offset("anomaly_limit")),
        bytes.getInt(SETTINGS.offset("tolerize_limit")),
        bytes.getInt(SETTINGS.offset("window_length")),
        bytes.getInt(SETTINGS.offset("locality_window")),
        bytes.getInt(SETTINGS.offset("signal_frames")),
        bytes.getInt(SETTINGS.offset("batch")),
        bytes.getInt(SETTINGS.offset("new_sequences")) != 0,
        bytes.getInt(SETTINGS.offset("anomaly_burst")),
        bytes.getInt(SETTINGS.offset("anomaly_rate")),
        bytes.getInt(SETTINGS.offset("profile_scripts")) != 0,
        bytes.getInt(SETTINGS.offset("grams")) != 0,
        bytes.getInt(SETTINGS.offset("call_sets")) != 0,
        bytes.getInt(SETTINGS.offset("score_limit")),
        bytes.getInt(SETTINGS.offset("distance_weight")));
  }
}
