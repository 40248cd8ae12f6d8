package dev.phleet.analyzer.query;

import com.fasterxml.jackson.databind.JsonNode;
import dev.phleet.analyzer.topology.StoreNames;
import dev.phleet.schemas.event.FleetProfile;
import java.util.Locale;
import java.util.Optional;

/** {@link ExecutableQueries} over the stores of the fleet's profiles, all divided by executable. */
public final class ExecutableStore implements ExecutableQueries {
  private static final String NOT_YET = "what single hosts know cannot be asked for yet";

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
    throw new Unavailable(NOT_YET);
  }

  @Override
  public Optional<JsonNode> hosts(Question question, String id) {
    throw new Unavailable(NOT_YET);
  }

  @Override
  public Optional<JsonNode> hostPairs(Question question, String id, String hostId) {
    throw new Unavailable(NOT_YET);
  }

  @Override
  public Optional<JsonNode> outliers(Question question, String id) {
    throw new Unavailable(NOT_YET);
  }

  @Override
  public Listing versions(Question question, String path, Page page) {
    throw new Unavailable(NOT_YET);
  }
}
