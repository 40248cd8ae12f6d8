package dev.phleet.analyzer.correlation.cluster;

import dev.phleet.analyzer.correlation.Observation;
import dev.phleet.analyzer.incident.Draft;
import dev.phleet.schemas.event.Executable;
import dev.phleet.schemas.event.Incident;
import dev.phleet.schemas.event.IncidentType;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** M different executables misbehave on one host within W: the host is being taken over. */
public final class TakeoverRule implements ClusterRule {
  private static final int LISTED = 100;
  private static final int NAMED = 3;

  private final TakeoverSettings settings;

  /** The rule with these settings. */
  public TakeoverRule(TakeoverSettings settings) {
    this.settings = settings;
  }

  @Override
  public IncidentType type() {
    return IncidentType.TAKEOVER;
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
    return o.host().id();
  }

  @Override
  public Facet facet(Observation o) {
    return new Facet(o.executableId(), o.path(), "", o.profileKey());
  }

  @Override
  public Optional<Facet> kind(Observation o) {
    return Optional.empty();
  }

  @Override
  public int facets() {
    return settings.executables();
  }

  @Override
  public int kinds() {
    return 0;
  }

  @Override
  public Incident.Builder describe(String id, Cluster cluster, List<FacetTrack> facets) {
    List<Executable> executables =
        facets.stream()
            .map(FacetTrack::facet)
            .map(f -> new Executable(f.id(), f.name(), f.number()))
            .toList();
    int more = executables.size() - NAMED;
    return OneHost.into(Draft.of(id, type(), settings.severity()), cluster)
        .setTitle(
            cluster.facets()
                + " programs misbehave on "
                + OneHost.name(cluster)
                + ": "
                + executables.stream()
                    .limit(NAMED)
                    .map(TakeoverRule::name)
                    .collect(Collectors.joining(", "))
                + (more > 0 ? " and " + more + " more" : ""))
        .setExecutables(executables.stream().limit(LISTED).toList());
  }

  private static String name(Executable executable) {
    String path = executable.getPath();
    String name = path.substring(path.lastIndexOf('/') + 1);
    return name.isEmpty() ? executable.getId() : name;
  }
}
