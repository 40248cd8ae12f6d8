package dev.phleet.analyzer.fleet.pairs;

import dev.phleet.schemas.event.State;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * Which sets of pairs one host has of one executable.
 *
 * @param profiles its profiles, by key
 * @param unions what several profiles know together, where an architecture has more than one
 */
public record HostSets(List<Profile> profiles, List<Union> unions) {
  /** A host without a profile. */
  public static final HostSets NONE = new HostSets(List.of(), List.of());

  /**
   * A profile.
   *
   * @param key identity on the host
   * @param architecture whose calls these are
   * @param state its state
   * @param set its pairs
   */
  public record Profile(long key, String architecture, State state, SetId set) {}

  /**
   * Several profiles.
   *
   * @param architecture whose calls these are
   * @param set all their pairs
   */
  public record Union(String architecture, SetId set) {}

  /** Copies the lists. */
  public HostSets {
    profiles = List.copyOf(profiles);
    unions = List.copyOf(unions);
  }

  /** What the host knows on an architecture; {@link SetId#EMPTY} when it knows nothing. */
  public SetId known(String architecture) {
    for (Union union : unions) {
      if (union.architecture().equals(architecture)) {
        return union.set();
      }
    }
    return of(architecture).stream().map(Profile::set).findFirst().orElse(SetId.EMPTY);
  }

  /** Whether any profile on an architecture is still in training. */
  public boolean isTraining(String architecture) {
    return of(architecture).stream().anyMatch(profile -> profile.state() == State.TRAINING);
  }

  /** The architectures of the profiles. */
  public SortedSet<String> architectures() {
    SortedSet<String> found = new TreeSet<>();
    profiles.forEach(profile -> found.add(profile.architecture()));
    return found;
  }

  List<Profile> of(String architecture) {
    return profiles.stream().filter(p -> p.architecture().equals(architecture)).toList();
  }

  /** Every set that is named, as often as it is. */
  List<Union> mentions() {
    List<Union> all = new ArrayList<>(unions);
    profiles.forEach(p -> all.add(new Union(p.architecture(), p.set())));
    all.removeIf(mention -> mention.set().equals(SetId.EMPTY));
    return all;
  }
}
