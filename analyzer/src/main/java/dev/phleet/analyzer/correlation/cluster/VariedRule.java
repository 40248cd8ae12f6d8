package dev.phleet.analyzer.correlation.cluster;

import dev.phleet.analyzer.correlation.HostRef;
import dev.phleet.analyzer.correlation.HostTrack;
import dev.phleet.analyzer.correlation.Judgement;
import dev.phleet.analyzer.correlation.Listing;
import dev.phleet.analyzer.correlation.Observation;
import dev.phleet.analyzer.correlation.Prevalence;
import dev.phleet.analyzer.count.Tally;
import dev.phleet.analyzer.incident.Draft;
import dev.phleet.schemas.event.Executable;
import dev.phleet.schemas.event.Incident;
import dev.phleet.schemas.event.IncidentType;
import dev.phleet.schemas.event.Sighting;
import java.util.List;
import java.util.Optional;

/**
 * One executable misbehaves on K hosts, and in K different ways: not one accident that spreads, but
 * a program that is being tried in many ways, or that is not what it was.
 */
public final class VariedRule implements ClusterRule {
  private final VariedSettings settings;
  private final Prevalence prevalence;
  private final Tally tally;

  /** A rule that judges by what the fleet knows. */
  public VariedRule(VariedSettings settings, Prevalence prevalence, Tally tally) {
    this.settings = settings;
    this.prevalence = prevalence;
    this.tally = tally;
  }

  @Override
  public IncidentType type() {
    return IncidentType.VARIED;
  }

  @Override
  public ClusterTiming timing() {
    return settings.timing();
  }

  @Override
  public boolean concerns(Observation o) {
    return settings.enabled();
  }

  @Override
  public String subject(Observation o) {
    return o.executableId();
  }

  @Override
  public Facet facet(Observation o) {
    HostRef host = o.host();
    return new Facet(host.id(), host.name(), host.bootId(), 0);
  }

  @Override
  public Optional<Facet> kind(Observation o) {
    return Optional.of(new Facet(o.signature(), o.pattern().phrase(), "", 0));
  }

  @Override
  public int facets() {
    return settings.hosts();
  }

  @Override
  public int kinds() {
    return settings.hosts();
  }

  @Override
  public Incident.Builder describe(String id, Cluster cluster, List<FacetTrack> facets) {
    Observation exemplar = cluster.exemplar();
    List<HostTrack> hosts = facets.stream().map(FacetTrack::asHost).toList();
    List<Sighting> listed = Listing.of(hosts, tally);
    Judgement judged =
        Judgement.of(
            settings.severity(),
            prevalence,
            exemplar.executableId(),
            List.of(exemplar.pattern()),
            cluster.facets());
    return judged
        .into(Draft.of(id, type(), settings.severity()))
        .setTitle(
            exemplar.program()
                + " misbehaves on "
                + cluster.facets()
                + " hosts in several ways, at first: "
                + exemplar.pattern().phrase())
        .setHosts(listed.stream().map(s -> s.getHost().getId()).toList())
        .setSightings(listed)
        .setExecutable(
            new Executable(exemplar.executableId(), exemplar.path(), exemplar.profileKey()));
  }
}
