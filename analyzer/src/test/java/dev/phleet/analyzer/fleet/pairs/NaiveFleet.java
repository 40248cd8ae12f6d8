package dev.phleet.analyzer.fleet.pairs;

import dev.phleet.analyzer.fleet.ProfileId;
import dev.phleet.schemas.event.State;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/** The fleet by the book: every profile as it is, every question answered by looking at all. */
final class NaiveFleet {
  static final long HOUR = 3_600_000_000L;

  record Profile(
      String executableId,
      String architecture,
      State state,
      Set<Integer> training,
      Set<Integer> test) {
    Set<Integer> known() {
      Set<Integer> known = new HashSet<>(training);
      known.addAll(test);
      return known;
    }
  }

  record Score(String hostId, double distance, String architecture) {}

  private final Map<ProfileId, Profile> profiles = new HashMap<>();
  private final Map<String, Map<Long, Integer>> growth = new HashMap<>();
  private final Map<String, Long> last = new HashMap<>();

  void put(ProfileId id, Profile profile, long time) {
    Profile before = profiles.get(id);
    if (before != null && !before.executableId().equals(profile.executableId())) {
      profiles.remove(id);
    }
    Set<Integer> fleet = new HashSet<>();
    program(profile.executableId(), profile.architecture()).forEach(p -> fleet.addAll(p.known()));
    profiles.put(id, profile);
    Set<Integer> fresh = profile.known();
    fresh.removeAll(fleet);
    if (!fresh.isEmpty()) {
      growth
          .computeIfAbsent(profile.executableId(), e -> new TreeMap<>())
          .merge(time / HOUR, fresh.size(), Integer::sum);
      last.merge(profile.executableId(), time, Math::max);
    }
  }

  void remove(ProfileId id) {
    profiles.remove(id);
  }

  /** Forgets when an executable grew that nobody has. */
  void forgetGone() {
    growth.keySet().removeIf(executable -> hosts(executable).isEmpty());
    last.keySet().removeIf(executable -> hosts(executable).isEmpty());
  }

  SortedSet<String> hosts(String executable) {
    SortedSet<String> hosts = new TreeSet<>();
    profiles.forEach(
        (id, profile) -> {
          if (profile.executableId().equals(executable)) {
            hosts.add(id.hostId());
          }
        });
    return hosts;
  }

  /** What each host knows together, of a program; only hosts that know anything. */
  Map<String, Profile> byHost(String executable, String architecture) {
    Map<String, Profile> found = new TreeMap<>();
    profiles.forEach(
        (id, p) -> {
          if (p.executableId().equals(executable) && p.architecture().equals(architecture)) {
            found.merge(id.hostId(), p, NaiveFleet::union);
          }
        });
    found.values().removeIf(p -> p.known().isEmpty());
    return found;
  }

  int lastDay(String executable, long now) {
    return growth.getOrDefault(executable, Map.of()).entrySet().stream()
        .filter(e -> e.getKey() > now / HOUR - 24 && e.getKey() <= now / HOUR)
        .mapToInt(Map.Entry::getValue)
        .sum();
  }

  long last(String executable) {
    return last.getOrDefault(executable, 0L);
  }

  List<String> outliers(String executable, List<String> architectures) {
    List<Score> scores = new ArrayList<>();
    for (String architecture : architectures) {
      Map<String, Profile> hosts = byHost(executable, architecture);
      if (hosts.size() >= 3) {
        hosts.forEach((host, profile) -> score(host, profile, hosts, architecture, scores));
      }
    }
    return scores.stream()
        .sorted(
            Comparator.comparingDouble((Score s) -> -s.distance())
                .thenComparing(Score::hostId)
                .thenComparing(Score::architecture))
        .limit(16)
        .map(Score::hostId)
        .distinct()
        .toList();
  }

  private static void score(
      String host,
      Profile profile,
      Map<String, Profile> hosts,
      String architecture,
      List<Score> scores) {
    Set<Integer> all = new HashSet<>();
    hosts.values().forEach(p -> all.addAll(p.known()));
    int peers = hosts.size() - 1;
    boolean odd = false;
    long minima = 0;
    long maxima = 0;
    for (int pair : all) {
      boolean own = profile.known().contains(pair);
      long knowing =
          hosts.entrySet().stream()
              .filter(e -> !e.getKey().equals(host) && e.getValue().known().contains(pair))
              .count();
      if (own) {
        minima += knowing;
        maxima += peers;
        odd |= knowing <= 0.1 * peers;
      } else if (profile.state() != State.TRAINING) {
        maxima += knowing;
        odd |= 10 * knowing >= 9L * peers;
      }
    }
    if (odd) {
      scores.add(new Score(host, 1 - minima / (double) maxima, architecture));
    }
  }

  private List<Profile> program(String executable, String architecture) {
    return profiles.values().stream()
        .filter(p -> p.executableId().equals(executable) && p.architecture().equals(architecture))
        .toList();
  }

  private static Profile union(Profile one, Profile other) {
    Set<Integer> training = new HashSet<>(one.training());
    training.addAll(other.training());
    Set<Integer> test = new HashSet<>(one.test());
    test.addAll(other.test());
    boolean learning = one.state() == State.TRAINING || other.state() == State.TRAINING;
    return new Profile(
        one.executableId(),
        one.architecture(),
        learning ? State.TRAINING : State.NORMAL,
        training,
        test);
  }
}
