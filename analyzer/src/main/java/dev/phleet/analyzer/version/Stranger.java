package dev.phleet.analyzer.version;

/**
 * A version that one host only has.
 *
 * @param path the path
 * @param executableId the version
 * @param member the host
 * @param known the version that most others have
 */
public record Stranger(String path, String executableId, Member member, String known) {
  boolean isOnTheHostOf(Stranger other) {
    return member.host().id().equals(other.member.host().id());
  }
}
