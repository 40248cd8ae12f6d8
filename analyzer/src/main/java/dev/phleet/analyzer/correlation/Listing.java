package dev.phleet.analyzer.correlation;

import dev.phleet.analyzer.count.Counted;
import dev.phleet.analyzer.count.Tally;
import dev.phleet.analyzer.incident.Draft;
import dev.phleet.schemas.event.Host;
import dev.phleet.schemas.event.Sighting;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

/** The hosts of an incident as its record lists them: under the broker's usual limit of 1 MiB. */
public final class Listing {
  private static final int LISTED_BYTES = 600_000;
  private static final int SIGHTING_BYTES = 40;

  private Listing() {}

  /** As many of the hosts as fit, in their order; those left out are counted. */
  public static List<Sighting> of(Collection<HostTrack> hosts, Tally tally) {
    List<Sighting> result = new ArrayList<>();
    int bytes = 0;
    for (HostTrack track : hosts) {
      HostRef host = track.host();
      bytes +=
          SIGHTING_BYTES + 2 * host.id().length() + host.name().length() + host.bootId().length();
      if (bytes > LISTED_BYTES) {
        tally.add(Counted.HOST_UNLISTED, hosts.size() - result.size());
        return result;
      }
      result.add(sighting(track));
    }
    return result;
  }

  private static Sighting sighting(HostTrack track) {
    HostRef host = track.host();
    return new Sighting(
        new Host(host.id(), host.name(), host.bootId()),
        Draft.at(track.first()),
        Draft.at(track.last()),
        track.count());
  }
}
