package dev.phleet.analyzer.query;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.phleet.analyzer.fleet.HostShares;
import dev.phleet.analyzer.fleet.view.ExecutableHosts;
import dev.phleet.analyzer.fleet.view.FleetViews;
import dev.phleet.analyzer.fleet.view.PathVersion;
import dev.phleet.analyzer.topology.PathVersions;
import dev.phleet.analyzer.topology.StoreNames;
import dev.phleet.analyzer.topology.StoredPairs;
import dev.phleet.analyzer.topology.VersionRow;
import dev.phleet.schemas.event.FleetProfile;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * {@link ExecutableQueries} over the stores of the fleet's profiles, divided by executable, path or
 * host.
 */
public final class ExecutableStore implements ExecutableQueries {
  private static final char ZERO = '\0';
  private static final int HOSTS_OF_A_VERSION = 64;
  private static final Order BY_HOST = new Order("hostId", false, "hostId");
  private static final Order MOST_HOSTS_FIRST = new Order("hosts", true, "executableId");

  private final Fleetwide fleet;

  /** Nothing is read yet. */
  public ExecutableStore(Fleetwide fleet) {
    this.fleet = fleet;
  }

  @Override
  public Optional<JsonNode> executable(Question question, String id) {
    return fleet.one(
        question, StoreNames.LATEST, id, partition -> latest(partition, id).map(EventDocument::of));
  }

  private Optional<FleetProfile> latest(int partition, String id) {
    return fleet.stores().get(StoreNames.LATEST, partition, id);
  }

  @Override
  public Listing executables(Question question, String text, Order order, Page page) {
    String wanted = text.toLowerCase(Locale.ROOT);
    return fleet.all(
        question,
        StoreNames.LATEST,
        page,
        order,
        selection ->
            fleet
                .stores()
                .<FleetProfile>each(
                    StoreNames.LATEST,
                    (id, profile) -> {
                      if (isCalled(profile, wanted)) {
                        selection.offer(EventDocument.of(profile));
                      }
                    }));
  }

  private static boolean isCalled(FleetProfile profile, String wanted) {
    return profile.getExecutableId().toLowerCase(Locale.ROOT).contains(wanted)
        || profile.getPaths().stream().anyMatch(p -> p.toLowerCase(Locale.ROOT).contains(wanted));
  }

  @Override
  public Optional<JsonNode> pairs(Question question, String id) {
    return views(question, id, views -> views.fleet(id));
  }

  @Override
  public Optional<JsonNode> hostPairs(Question question, String id, String hostId) {
    return views(question, id, views -> views.host(id, hostId));
  }

  @Override
  public Optional<JsonNode> outliers(Question question, String id) {
    return views(question, id, views -> views.outliers(id));
  }

  private Optional<JsonNode> views(
      Question question, String id, Function<FleetViews, List<?>> asked) {
    return fleet.one(
        question,
        StoreNames.PAIRS,
        id,
        partition -> {
          var store = fleet.stores().<byte[]>view(StoreNames.PAIRS, partition);
          return known(
              partition,
              id,
              () -> ViewDocument.items(asked.apply(new FleetViews(new StoredPairs(store)))));
        });
  }

  @Override
  public Listing hosts(Question question, String id, Page page) {
    String prefix = id + ZERO;
    return fleet.all(
        question,
        StoreNames.SHARES,
        page,
        BY_HOST,
        selection ->
            fleet
                .stores()
                .<HostShares>eachWithPrefix(
                    StoreNames.SHARES,
                    prefix,
                    (key, shares) ->
                        selection.offer(
                            ViewDocument.of(
                                ExecutableHosts.of(key.substring(prefix.length()), shares)))));
  }

  /** Nothing is known of an executable that no host has. */
  private Optional<JsonNode> known(int partition, String id, Supplier<JsonNode> answer) {
    return latest(partition, id).map(profile -> answer.get());
  }

  @Override
  public Listing versions(Question question, String path, Page page) {
    return fleet
        .one(
            question,
            StoreNames.VERSIONS,
            path,
            partition -> Optional.of(ViewDocument.of(versions(partition, path, page))))
        .map(ViewDocument::listing)
        .orElseThrow(() -> new Unavailable("the other instance does not know this question"));
  }

  private Listing versions(int partition, String path, Page page) {
    PathVersions versions =
        new PathVersions(fleet.stores().<VersionRow>view(StoreNames.VERSIONS, partition));
    Selection selection = new Selection(MOST_HOSTS_FIRST, page.offset() + page.limit());
    versions
        .versions(path)
        .forEach(
            (id, hosts) ->
                selection.offer(
                    JsonNodeFactory.instance
                        .objectNode()
                        .put("executableId", id)
                        .put("hosts", hosts)));
    List<JsonNode> items =
        selection.from(page.offset()).stream().map(each -> version(versions, path, each)).toList();
    return new Listing(items, selection.total(), List.of(partition), List.of());
  }

  private static JsonNode version(PathVersions versions, String path, JsonNode counted) {
    String id = counted.path("executableId").asText();
    List<String> some =
        versions.members(path, id, HOSTS_OF_A_VERSION).stream()
            .map(member -> member.host().id())
            .toList();
    return ViewDocument.of(new PathVersion(path, id, counted.path("hosts").asInt(), some));
  }
}
