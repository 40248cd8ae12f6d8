package dev.phleet.analyzer.correlation.cluster;

import dev.phleet.analyzer.correlation.Judgement;
import dev.phleet.analyzer.correlation.Observation;
import dev.phleet.analyzer.correlation.Prevalence;
import dev.phleet.analyzer.correlation.Signature;
import dev.phleet.analyzer.incident.Draft;
import dev.phleet.schemas.event.Executable;
import dev.phleet.schemas.event.Incident;
import dev.phleet.schemas.event.IncidentType;
import java.util.List;
import java.util.Optional;

/**
 * Many anomalies close together in one process: the locality frame count of one of its tasks
 * reached the limit. The anomalies from then on are the incident.
 */
public final class BurstRule implements ClusterRule {
  private final BurstSettings settings;
  private final Prevalence prevalence;

  /** A rule that judges by what the fleet knows. */
  public BurstRule(BurstSettings settings, Prevalence prevalence) {
    this.settings = settings;
    this.prevalence = prevalence;
  }

  @Override
  public IncidentType type() {
    return IncidentType.BURST;
  }

  @Override
  public ClusterTiming timing() {
    return settings.timing();
  }

  @Override
  public boolean concerns(Observation o) {
    return settings.enabled() && o.lfc() >= settings.lfc();
  }

  /** A process: its id is used again after a reboot, and by another program. */
  @Override
  public String subject(Observation o) {
    return Signature.of(o.pid(), o.host().id(), o.host().bootId(), o.executableId());
  }

  @Override
  public Facet facet(Observation o) {
    return new Facet(Integer.toString(o.pid()), "", "", 0);
  }

  @Override
  public Optional<Facet> kind(Observation o) {
    return Optional.empty();
  }

  @Override
  public int facets() {
    return 1;
  }

  @Override
  public int kinds() {
    return 0;
  }

  @Override
  public Incident.Builder describe(String id, Cluster cluster, List<FacetTrack> facets) {
    Observation exemplar = cluster.exemplar();
    Judgement judged =
        Judgement.of(
            settings.severity(),
            prevalence,
            exemplar.executableId(),
            List.of(exemplar.pattern()),
            1);
    return OneHost.into(judged.into(Draft.of(id, type(), settings.severity())), cluster)
        .setTitle(
            exemplar.program()
                + " on "
                + OneHost.name(cluster)
                + " misbehaves in bursts: process "
                + exemplar.pid()
                + " had "
                + cluster.peak()
                + " anomalies among 128 calls")
        .setExecutable(
            new Executable(exemplar.executableId(), exemplar.path(), exemplar.profileKey()));
  }
}
