package dev.phleet.analyzer.version;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/** Where it is kept which versions run where. Grows with hosts and programs, not with events. */
public interface VersionState {
  /** How many hosts run each version of a path, by executable id. */
  Map<String, Integer> versions(String path);

  /** Keeps how many hosts run a version; forgets it at 0. */
  void putHosts(String path, String executableId, int hosts);

  /** A host that runs a version. */
  Optional<Member> member(String path, String executableId, String hostId);

  /** Keeps a host; forgets it when empty. */
  void putMember(String path, String executableId, String hostId, Optional<Member> member);

  /** Hosts that run a version, sorted by id, at most {@code limit}. */
  List<Member> members(String path, String executableId, int limit);

  /** What is noted about versions of a path. */
  List<Note> notes(String path);

  /** Keeps a note. */
  void putNote(Note note);

  /** Forgets a note. */
  void forgetNote(Note note);

  /** Every note. */
  void eachNote(Consumer<Note> visitor);
}
