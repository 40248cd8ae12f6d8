package dev.phleet.analyzer.correlation;

/**
 * One anomaly as the rules see it.
 *
 * @param executableId identity of the executable across hosts
 * @param path its path on that host; empty when unknown
 * @param profileKey identity of the profile on that host
 * @param host the host
 * @param event identity and time of the event
 * @param pattern what was surprising
 * @param pid process in which it happened
 * @param lfc highest locality frame count of its task since the last exec
 * @param signature {@link Signature#of(String, Pattern)}
 */
public record Observation(
    String executableId,
    String path,
    long profileKey,
    HostRef host,
    EventRef event,
    Pattern pattern,
    int pid,
    int lfc,
    String signature) {

  /** Event time, microseconds. */
  public long time() {
    return event.time();
  }

  /** What the sessions of this observation are filed under. */
  public SignatureKey key() {
    return new SignatureKey(executableId, signature);
  }

  /** The program's name for people: the last part of its path. */
  public String program() {
    String name = path.substring(path.lastIndexOf('/') + 1);
    return name.isEmpty() ? executableId : name;
  }
}
