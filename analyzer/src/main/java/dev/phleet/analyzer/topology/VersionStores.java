package dev.phleet.analyzer.topology;

import dev.phleet.analyzer.version.Member;
import dev.phleet.analyzer.version.Note;
import dev.phleet.analyzer.version.VersionState;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;

/**
 * Versions by path, in one store. The parts of a key are separated by a zero, which no checked part
 * contains:
 *
 * <pre>
 * path 0 v 0 executable id             how many hosts
 * path 0 h 0 executable id 0 host id   a host
 * 0 path 0 executable id               what is noted
 * </pre>
 *
 * @param rows {@link StoreNames#VERSIONS}
 */
record VersionStores(KeyValueStore<String, VersionRow> rows) implements VersionState {
  private static final char ZERO = '\0';

  @Override
  public Map<String, Integer> versions(String path) {
    return new PathVersions(rows).versions(path);
  }

  @Override
  public void putHosts(String path, String executableId, int hosts) {
    rows.put(
        PathVersions.versionsOf(path) + executableId,
        hosts > 0 ? new VersionRow.Hosts(hosts) : null);
  }

  @Override
  public Optional<Member> member(String path, String executableId, String hostId) {
    return Optional.ofNullable(rows.get(PathVersions.members(path, executableId) + hostId))
        .map(row -> ((VersionRow.Runs) row).member());
  }

  @Override
  public void putMember(String path, String executableId, String hostId, Optional<Member> member) {
    rows.put(
        PathVersions.members(path, executableId) + hostId,
        member.map(VersionRow.Runs::new).orElse(null));
  }

  @Override
  public List<Member> members(String path, String executableId, int limit) {
    return new PathVersions(rows).members(path, executableId, limit);
  }

  @Override
  public List<Note> notes(String path) {
    List<Note> notes = new ArrayList<>();
    eachNote(ZERO + path + ZERO, notes::add);
    return notes;
  }

  @Override
  public void putNote(Note note) {
    rows.put(key(note), new VersionRow.Noted(note));
  }

  @Override
  public void forgetNote(Note note) {
    rows.delete(key(note));
  }

  @Override
  public void eachNote(Consumer<Note> visitor) {
    eachNote(String.valueOf(ZERO), visitor);
  }

  private void eachNote(String prefix, Consumer<Note> visitor) {
    try (KeyValueIterator<String, VersionRow> found =
        rows.prefixScan(prefix, new StringSerializer())) {
      found.forEachRemaining(entry -> visitor.accept(((VersionRow.Noted) entry.value).note()));
    }
  }

  private static String key(Note note) {
    return ZERO + note.path() + ZERO + note.executableId();
  }
}
