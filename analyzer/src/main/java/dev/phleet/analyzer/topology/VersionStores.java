package dev.phleet.analyzer.topology;

import dev.phleet.analyzer.version.Member;
import dev.phleet.analyzer.version.Note;
import dev.phleet.analyzer.version.VersionState;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
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
 * <p>Every host that comes asks for the versions of its path, and for what is noted about them. So
 * the versions of paths that were lately asked for, and all notes, are held in memory, too.
 */
final class VersionStores implements VersionState {
  private static final char ZERO = '\0';
  private static final int PATHS = 1000;

  private final KeyValueStore<String, VersionRow> rows;
  private final Map<String, SortedMap<String, Integer>> versions =
      new LinkedHashMap<>(16, 0.75f, true);
  private final Map<String, SortedMap<String, Note>> notes = new HashMap<>();

  /** Over {@link StoreNames#VERSIONS}. */
  VersionStores(KeyValueStore<String, VersionRow> rows) {
    this.rows = rows;
    try (KeyValueIterator<String, VersionRow> found =
        rows.prefixScan(String.valueOf(ZERO), new StringSerializer())) {
      found.forEachRemaining(entry -> remember(((VersionRow.Noted) entry.value).note()));
    }
  }

  @Override
  public Map<String, Integer> versions(String path) {
    return Collections.unmodifiableMap(known(path));
  }

  private SortedMap<String, Integer> known(String path) {
    SortedMap<String, Integer> known = versions.get(path);
    if (known == null) {
      known = new TreeMap<>(new PathVersions(rows).versions(path));
      versions.put(path, known);
      if (versions.size() > PATHS) {
        versions.remove(versions.keySet().iterator().next());
      }
    }
    return known;
  }

  @Override
  public void putHosts(String path, String executableId, int hosts) {
    String key = PathVersions.versionsOf(path) + executableId;
    if (hosts > 0) {
      known(path).put(executableId, hosts);
      rows.put(key, new VersionRow.Hosts(hosts));
    } else {
      known(path).remove(executableId);
      rows.put(key, null);
    }
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
    return List.copyOf(notes.getOrDefault(path, Collections.emptySortedMap()).values());
  }

  @Override
  public void putNote(Note note) {
    remember(note);
    rows.put(key(note), new VersionRow.Noted(note));
  }

  private void remember(Note note) {
    notes.computeIfAbsent(note.path(), path -> new TreeMap<>()).put(note.executableId(), note);
  }

  @Override
  public void forgetNote(Note note) {
    notes.computeIfPresent(
        note.path(),
        (path, known) -> {
          known.remove(note.executableId());
          return known.isEmpty() ? null : known;
        });
    rows.delete(key(note));
  }

  @Override
  public void eachNote(Consumer<Note> visitor) {
    notes.values().stream().flatMap(known -> known.values().stream()).forEach(visitor);
  }

  private static String key(Note note) {
    return ZERO + note.path() + ZERO + note.executableId();
  }
}
