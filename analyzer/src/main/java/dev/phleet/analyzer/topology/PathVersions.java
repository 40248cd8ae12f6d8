package dev.phleet.analyzer.topology;

import dev.phleet.analyzer.version.Member;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.kafka.common.serialization.StringSerializer;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.ReadOnlyKeyValueStore;

/**
 * Which versions of a path run where, for those who only ask.
 *
 * @param rows {@link StoreNames#VERSIONS}; the store's key is the path
 */
public record PathVersions(ReadOnlyKeyValueStore<String, VersionRow> rows) {
  private static final char ZERO = '\0';

  /** How many hosts run each version of a path, by executable id. */
  public Map<String, Integer> versions(String path) {
    Map<String, Integer> versions = new TreeMap<>();
    String prefix = versionsOf(path);
    try (KeyValueIterator<String, VersionRow> found =
        rows.prefixScan(prefix, new StringSerializer())) {
      found.forEachRemaining(
          entry ->
              versions.put(
                  entry.key.substring(prefix.length()), ((VersionRow.Hosts) entry.value).count()));
    }
    return versions;
  }

  /** Hosts that run a version of a path, sorted by id, at most {@code limit}. */
  public List<Member> members(String path, String executableId, int limit) {
    List<Member> members = new ArrayList<>();
    try (KeyValueIterator<String, VersionRow> found =
        rows.prefixScan(members(path, executableId), new StringSerializer())) {
      while (found.hasNext() && members.size() < limit) {
        members.add(((VersionRow.Runs) found.next().value).member());
      }
    }
    return members;
  }

  static String versionsOf(String path) {
    return path + ZERO + "v" + ZERO;
  }

  static String membersOf(String path) {
    return path + ZERO + "h" + ZERO;
  }

  static String members(String path, String executableId) {
    return membersOf(path) + executableId + ZERO;
  }
}
