package dev.phleet.analyzer.correlation.cluster;

import dev.phleet.analyzer.correlation.HostRef;
import dev.phleet.analyzer.incident.Draft;
import dev.phleet.schemas.event.Host;
import dev.phleet.schemas.event.Incident;
import dev.phleet.schemas.event.Sighting;
import java.util.List;

/** The parts of a record that are alike for all incidents about one host. */
final class OneHost {
  private OneHost() {}

  static Incident.Builder into(Incident.Builder record, Cluster cluster) {
    HostRef host = cluster.exemplar().host();
    Sighting sighting =
        new Sighting(
            new Host(host.id(), host.name(), host.bootId()),
            Draft.at(cluster.first()),
            Draft.at(cluster.last()),
            cluster.count());
    return record.setHosts(List.of(host.id())).setSightings(List.of(sighting));
  }

  static String name(Cluster cluster) {
    HostRef host = cluster.exemplar().host();
    return host.name().isEmpty() ? host.id() : host.name();
  }
}
