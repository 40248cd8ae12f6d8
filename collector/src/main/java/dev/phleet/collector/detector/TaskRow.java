package dev.phleet.collector.detector;

/**
 * One watched task ({@code struct task_row}).
 *
 * @param profileKey (device << 32) + inode of its executable
 * @param calls calls of this task since its last exec
 * @param profile slot of its profile
 * @param pid process id
 * @param tid thread id
 * @param lfc locality frame count
 * @param maxLfc highest locality frame count
 * @param signalDepth windows pushed by signals
 * @param anomalies calls with a missing pair since it is tested
 * @param gramMisses calls with a missing gram since it is tested
 * @param score per mille, see {@link dev.phleet.collector.event.TaskScore}
 * @param setDistance per mille, see there
 * @param comm command name
 */
public record TaskRow(
    long profileKey,
    long calls,
    int profile,
    int pid,
    int tid,
    int lfc,
    int maxLfc,
    int signalDepth,
    int anomalies,
    int gramMisses,
    int score,
    int setDistance,
    String comm) {}
