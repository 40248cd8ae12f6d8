package dev.phleet.analyzer.correlation.cluster;

import dev.phleet.analyzer.correlation.Judgement;
import dev.phleet.analyzer.correlation.Observation;
import dev.phleet.analyzer.correlation.Pattern;
import dev.phleet.analyzer.correlation.Prevalence;
import dev.phleet.analyzer.correlation.WindowCall;
import dev.phleet.analyzer.incident.Draft;
import dev.phleet.schemas.event.Executable;
import dev.phleet.schemas.event.Incident;
import dev.phleet.schemas.event.IncidentType;
import dev.phleet.schemas.event.Severity;
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
    Observation exemplar = cluster.exemplar();
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
        .setExecutable(
            new Executable(exemplar.executableId(), exemplar.path(), exemplar.profileKey()))
        .setExecutables(executables.stream().limit(LISTED).toList());
  }

  /**
   * Completes a record that this rule wrote, in place: one step more severe when the anomaly that
   * it shows is normal on no host. That others know this one would not make it less severe, since
   * there are more programs in it.
   *
   * @param takeover names in its executable whose anomaly it shows; taken out, for it is about many
   */
  public static Incident judged(Incident takeover, Prevalence prevalence) {
    Executable shown = takeover.getExecutable();
    Pattern pattern =
        new Pattern(
            takeover.getArchitecture(),
            takeover.getWindow().stream()
                .map(c -> new WindowCall(c.getTable(), c.getNumber(), c.getName()))
                .toList(),
            takeover.getMismatches());
    Severity base = takeover.getSeverity();
    Judgement judged = Judgement.of(base, prevalence, shown.getId(), List.of(pattern), 1);
    boolean unknown = judged.known().filter(k -> k.fewest() == 0).isPresent();
    boolean more = unknown && !judged.explanation().isEmpty();
    takeover.setPrevalence(judged.record());
    takeover.setSeverity(more ? judged.severity() : base);
    takeover.setExplanation(more ? name(shown) + ": " + judged.explanation() : "");
    takeover.setExecutable(null);
    return takeover;
  }

  private static String name(Executable executable) {
    String path = executable.getPath();
    String name = path.substring(path.lastIndexOf('/') + 1);
    return name.isEmpty() ? executable.getId() : name;
  }
}
