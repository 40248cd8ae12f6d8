package dev.phleet.analyzer.topology;

import dev.phleet.analyzer.correlation.Exhibit;
import dev.phleet.analyzer.correlation.GroupKey;
import dev.phleet.analyzer.correlation.HostTrack;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.apache.kafka.common.serialization.StringSerializer;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;

/**
 * Hosts and exhibits of groups. Most groups are sessions that no second host ever joins: those are
 * one row. What grows gets rows of its own, so that no row grows without bound and a further event
 * writes little, however large its group.
 *
 * <pre>
 * group              {@link GroupRow.Few} or {@link GroupRow.Many}
 * group 0 host id    {@link GroupRow.One}, of many
 * </pre>
 *
 * A group is named after a signature, and that after its executable: the name alone tells it from
 * all others.
 *
 * @param rows {@link StoreNames#SIGHTINGS}
 * @param details {@link StoreNames#DETAILS}, where exhibits are that are large
 */
record SpreadGroups(
    KeyValueStore<String, GroupRow> rows, KeyValueStore<String, SpreadRow> details) {
  /** Hosts in the row of a group. */
  static final int HOSTS = 8;

  /** Events that an exhibit in the row of a group names. */
  static final int EVENTS = 8;

  private static final char ZERO = '\0';
  private static final String EXHIBIT = "exhibit";
  private static final GroupRow MANY = new GroupRow.Many();

  void begin(GroupKey group, HostTrack track, Exhibit exhibit) {
    rows.put(key(group), new GroupRow.Few(List.of(track), Optional.of(exhibit)));
  }

  Optional<HostTrack> host(GroupKey group, String hostId) {
    GroupRow row = rows.get(key(group));
    if (row instanceof GroupRow.Few few) {
      return few.hosts().stream().filter(t -> t.host().id().equals(hostId)).findFirst();
    }
    return row == null
        ? Optional.empty()
        : Optional.ofNullable(rows.get(hostKey(group, hostId)))
            .map(one -> ((GroupRow.One) one).track());
  }

  void putHost(GroupKey group, HostTrack track) {
    GroupRow row = rows.get(key(group));
    if (row instanceof GroupRow.Many) {
      rows.put(hostKey(group, track.host().id()), new GroupRow.One(track));
      return;
    }
    List<HostTrack> hosts = without(row, track.host().id());
    hosts.add(track);
    if (hosts.size() > HOSTS) {
      exhibit(row).ifPresent(shown -> details.put(exhibitKey(group), new SpreadRow.Shown(shown)));
      rows.put(key(group), MANY);
      hosts.forEach(t -> rows.put(hostKey(group, t.host().id()), new GroupRow.One(t)));
    } else {
      hosts.sort(Comparator.comparing(t -> t.host().id()));
      rows.put(key(group), new GroupRow.Few(hosts, exhibit(row)));
    }
  }

  private static List<HostTrack> without(GroupRow row, String hostId) {
    List<HostTrack> hosts = new ArrayList<>();
    if (row instanceof GroupRow.Few few) {
      few.hosts().stream().filter(t -> !t.host().id().equals(hostId)).forEach(hosts::add);
    }
    return hosts;
  }

  private static Optional<Exhibit> exhibit(GroupRow row) {
    return row instanceof GroupRow.Few few ? few.exhibit() : Optional.empty();
  }

  void forgetHost(GroupKey group, String hostId) {
    GroupRow row = rows.get(key(group));
    if (row instanceof GroupRow.Few few) {
      rows.put(key(group), new GroupRow.Few(without(few, hostId), few.exhibit()));
    } else if (row != null) {
      rows.delete(hostKey(group, hostId));
    }
  }

  List<HostTrack> hosts(GroupKey group) {
    GroupRow row = rows.get(key(group));
    if (row instanceof GroupRow.Few few) {
      return few.hosts();
    }
    List<HostTrack> hosts = new ArrayList<>();
    if (row != null) {
      try (KeyValueIterator<String, GroupRow> found =
          rows.prefixScan(hostKey(group, ""), new StringSerializer())) {
        found.forEachRemaining(entry -> hosts.add(((GroupRow.One) entry.value).track()));
      }
    }
    return hosts;
  }

  Optional<Exhibit> exhibit(GroupKey group) {
    Optional<Exhibit> inside = exhibit(rows.get(key(group)));
    return inside.isPresent()
        ? inside
        : Optional.ofNullable(details.get(exhibitKey(group)))
            .map(row -> ((SpreadRow.Shown) row).exhibit());
  }

  /** What has a row of its own keeps it. */
  void putExhibit(GroupKey group, Exhibit exhibit) {
    GroupRow row = rows.get(key(group));
    boolean inside = exhibit(row).isPresent();
    boolean fits = exhibit.evidence().size() <= EVENTS;
    if (inside && row instanceof GroupRow.Few few) {
      Optional<Exhibit> now = fits ? Optional.of(exhibit) : Optional.empty();
      rows.put(key(group), new GroupRow.Few(few.hosts(), now));
    }
    if (!inside || !fits) {
      details.put(exhibitKey(group), new SpreadRow.Shown(exhibit));
    }
  }

  void forgetParts(GroupKey group) {
    GroupRow row = rows.get(key(group));
    if (exhibit(row).isEmpty()) {
      details.put(exhibitKey(group), null);
    }
    if (row instanceof GroupRow.Many) {
      hosts(group).forEach(track -> rows.put(hostKey(group, track.host().id()), null));
    }
    if (row != null) {
      rows.put(key(group), null);
    }
  }

  private static String key(GroupKey group) {
    return group.name();
  }

  private static String hostKey(GroupKey group, String hostId) {
    return key(group) + ZERO + hostId;
  }

  private static String exhibitKey(GroupKey group) {
    return EXHIBIT + ZERO + key(group);
  }
}
