package dev.phleet.analyzer.correlation;

import java.util.Comparator;

/**
 * A session that waits for other hosts to show the same, as one of its hosts has it.
 *
 * @param signature signature of the session
 * @param number its number among those of the signature
 * @param last time of the host's newest event in it, microseconds
 */
public record Waiting(String signature, long number, long last) implements Comparable<Waiting> {
  private static final Comparator<Waiting> ORDER =
      Comparator.comparingLong(Waiting::last)
          .thenComparing(Waiting::signature)
          .thenComparingLong(Waiting::number);

  boolean is(SessionKey key) {
    String other = key.signature().signature();
    // Nearly all are others: their hashes, which texts remember, tell at once.
    return number == key.number()
        && signature.hashCode() == other.hashCode()
        && signature.equals(other);
  }

  SessionKey key(String executableId) {
    return new SessionKey(new SignatureKey(executableId, signature), number);
  }

  @Override
  public int compareTo(Waiting other) {
    return ORDER.compare(this, other);
  }
}
