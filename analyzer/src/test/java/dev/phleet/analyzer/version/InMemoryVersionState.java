package dev.phleet.analyzer.version;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Consumer;

/** The state of {@link StrangerRule} without a store, for tests of the rule alone. */
final class InMemoryVersionState implements VersionState {
  private final Map<String, Map<String, Integer>> hosts = new TreeMap<>();
  private final Map<List<String>, Map<String, Member>> members =
      new TreeMap<>((a, b) -> a.toString().compareTo(b.toString()));
  private final Map<String, Map<String, Note>> notes = new TreeMap<>();

  @Override
  public Map<String, Integer> versions(String path) {
    return new TreeMap<>(hosts.getOrDefault(path, Map.of()));
  }

  @Override
  public void putHosts(String path, String executableId, int count) {
    Map<String, Integer> versions = hosts.computeIfAbsent(path, p -> new TreeMap<>());
    versions.remove(executableId);
    if (count > 0) {
      versions.put(executableId, count);
    }
  }

  @Override
  public Optional<Member> member(String path, String executableId, String hostId) {
    return Optional.ofNullable(all(path, executableId).get(hostId));
  }

  @Override
  public void putMember(String path, String executableId, String hostId, Optional<Member> member) {
    all(path, executableId).remove(hostId);
    member.ifPresent(m -> all(path, executableId).put(hostId, m));
  }

  private Map<String, Member> all(String path, String executableId) {
    return members.computeIfAbsent(List.of(path, executableId), k -> new TreeMap<>());
  }

  @Override
  public List<Member> members(String path, String executableId, int limit) {
    return all(path, executableId).values().stream().limit(limit).toList();
  }

  @Override
  public List<Note> notes(String path) {
    return List.copyOf(notes.getOrDefault(path, Map.of()).values());
  }

  @Override
  public void putNote(Note note) {
    notes.computeIfAbsent(note.path(), p -> new TreeMap<>()).put(note.executableId(), note);
  }

  @Override
  public void forgetNote(Note note) {
    notes.get(note.path()).remove(note.executableId());
  }

  @Override
  public void eachNote(Consumer<Note> visitor) {
    notes.values().forEach(some -> some.values().forEach(visitor));
  }
}
