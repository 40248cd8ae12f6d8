package dev.phleet.analyzer.version;

import dev.phleet.analyzer.incident.Draft;
import dev.phleet.schemas.event.Incident;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.LongSupplier;

/**
 * An executable that one host only has, while N other hosts have one and the same other version
 * under its path, is a stranger. Which strangers there are depends on which versions run where and
 * not on the order in which that became known: one that does not stay alone for the patience is
 * never told, and one that no longer is closes.
 *
 * <p>Ids that are only a path (the file could not be read) say nothing about a version; they are
 * counted and never compared.
 */
public final class StrangerRule {
  private static final String UNREAD = "path:";

  private record Key(String path, String executableId) {}

  private final StrangerSettings settings;
  private final VersionState state;
  private final LongSupplier wallMillis;
  // Versions that are alone and not told yet, the one that has been for the longest first.
  private final Map<Key, Long> waiting = new LinkedHashMap<>();

  /** A rule over what {@code state} remembers; {@code wallMillis} is the machine's clock. */
  public StrangerRule(StrangerSettings settings, VersionState state, LongSupplier wallMillis) {
    this.settings = settings;
    this.state = state;
    this.wallMillis = wallMillis;
    long now = wallMillis.getAsLong();
    state.eachNote(
        note -> {
          if (note.reported().isEmpty()) {
            // After a restart, what makes it no stranger may be the next thing read.
            waiting.put(new Key(note.path(), note.executableId()), now);
          }
        });
  }

  /** Takes a change; returns the incident records to publish. */
  public List<Incident> apply(VersionChange change) {
    boolean counted = change.comes() ? come(change) : go(change);
    return counted ? review(change.path(), Draft.at(change.event().time())) : List.of();
  }

  /** Returns whether that may change what is a stranger, or since when. */
  private boolean come(VersionChange change) {
    Optional<Member> before = change.first() ? Optional.empty() : member(change);
    Member now =
        before
            .map(member -> member.plus(change))
            .orElseGet(() -> new Member(change.host(), change.profileKey(), 1, change.event()));
    put(change, Optional.of(now));
    if (before.isEmpty()) {
      count(change, 1);
    }
    return before.filter(member -> member.since().equals(now.since())).isEmpty();
  }

  private boolean go(VersionChange change) {
    Optional<Member> before = member(change);
    if (before.isEmpty()) {
      return false;
    }
    Optional<Member> left = before.map(m -> m.plus(-1)).filter(m -> m.profiles() > 0);
    put(change, left);
    if (left.isEmpty()) {
      count(change, -1);
    }
    return left.isEmpty();
  }

  private Optional<Member> member(VersionChange change) {
    return state.member(change.path(), change.executableId(), change.host().id());
  }

  private void put(VersionChange change, Optional<Member> member) {
    state.putMember(change.path(), change.executableId(), change.host().id(), member);
  }

  private void count(VersionChange change, int by) {
    int hosts = state.versions(change.path()).getOrDefault(change.executableId(), 0);
    state.putHosts(change.path(), change.executableId(), hosts + by);
  }

  private List<Incident> review(String path, Instant at) {
    Map<String, Integer> versions = state.versions(path);
    List<Incident> records = new ArrayList<>();
    Set<String> noted = new HashSet<>();
    for (Note note : state.notes(path)) {
      Optional<Stranger> now = stranger(path, note.executableId(), versions);
      boolean stays =
          now.isPresent()
              && note.reported().map(told -> told.isOnTheHostOf(now.get())).orElse(true);
      if (stays) {
        noted.add(note.executableId());
        // Told again, since what is known of it now may be more than before.
        note.reported()
            .filter(told -> !told.equals(now.get()))
            .ifPresent(told -> records.add(report(now.get())));
      } else {
        forget(note);
        int hosts = versions.getOrDefault(note.executableId(), 0);
        note.reported()
            .ifPresent(s -> records.add(StrangerReport.close(s, hosts, settings.severity(), at)));
      }
    }
    for (String executable : versions.keySet()) {
      if (!noted.contains(executable) && stranger(path, executable, versions).isPresent()) {
        state.putNote(new Note(path, executable, Optional.empty()));
        waiting.put(new Key(path, executable), wallMillis.getAsLong());
      }
    }
    return records;
  }

  private void forget(Note note) {
    state.forgetNote(note);
    waiting.remove(new Key(note.path(), note.executableId()));
  }

  private Optional<Stranger> stranger(
      String path, String executable, Map<String, Integer> versions) {
    if (!settings.enabled()
        || executable.startsWith(UNREAD)
        || versions.getOrDefault(executable, 0) != 1) {
      return Optional.empty();
    }
    Member alone = state.members(path, executable, 1).get(0);
    return versions.entrySet().stream()
        .filter(other -> !other.getKey().equals(executable) && !other.getKey().startsWith(UNREAD))
        .filter(other -> elsewhere(path, other, alone) >= settings.hosts())
        .max(
            Map.Entry.<String, Integer>comparingByValue().thenComparing(Map.Entry.comparingByKey()))
        .map(other -> new Stranger(path, executable, alone, other.getKey()));
  }

  private int elsewhere(String path, Map.Entry<String, Integer> other, Member alone) {
    boolean here = state.member(path, other.getKey(), alone.host().id()).isPresent();
    return other.getValue() - (here ? 1 : 0);
  }

  /** What the passing of time does: strangers that have stayed alone. Call every second or so. */
  public List<Incident> tick() {
    List<Incident> records = new ArrayList<>();
    long latest = wallMillis.getAsLong() - settings.patience().toMillis();
    Iterator<Map.Entry<Key, Long>> oldest = waiting.entrySet().iterator();
    while (oldest.hasNext()) {
      Map.Entry<Key, Long> next = oldest.next();
      if (next.getValue() > latest) {
        return records;
      }
      oldest.remove();
      Key key = next.getKey();
      stranger(key.path(), key.executableId(), state.versions(key.path()))
          .ifPresent(stranger -> records.add(report(stranger)));
    }
    return records;
  }

  private Incident report(Stranger stranger) {
    state.putNote(new Note(stranger.path(), stranger.executableId(), Optional.of(stranger)));
    return StrangerReport.open(stranger, settings.severity());
  }
}
