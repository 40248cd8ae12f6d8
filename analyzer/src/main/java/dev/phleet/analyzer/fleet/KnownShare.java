package dev.phleet.analyzer.fleet;

/**
 * What a profile contributes, and the record that said so.
 *
 * @param share what it contributes
 * @param runId run of the record
 * @param sequence its number
 */
public record KnownShare(ProfileShare share, String runId, long sequence) {
  /**
   * Whether something newer is known. Within a run the number decides; between runs the order of
   * the topic does, which is all there is.
   */
  boolean isStaleAfter(KnownShare before) {
    return sequence <= before.sequence && runId.equals(before.runId);
  }
}
