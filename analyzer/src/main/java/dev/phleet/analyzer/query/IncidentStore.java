package dev.phleet.analyzer.query;

import com.fasterxml.jackson.databind.JsonNode;
import dev.phleet.schemas.event.Incident;
import java.util.Optional;

/** {@link IncidentQueries} over the store of incidents by id. */
public final class IncidentStore implements IncidentQueries {
  private static final Order NEWEST_FIRST = new Order("openedAt", true, "id");

  private final Fleetwide fleet;
  private final String store;

  /**
   * Nothing is read yet.
   *
   * @param fleet all instances
   * @param store name of the store, by incident id
   */
  public IncidentStore(Fleetwide fleet, String store) {
    this.fleet = fleet;
    this.store = store;
  }

  @Override
  public Optional<JsonNode> incident(Question question, String id) {
    return fleet.one(
        question,
        store,
        id,
        partition -> fleet.stores().<Incident>get(store, partition, id).map(EventDocument::of));
  }

  @Override
  public Listing incidents(Question question, IncidentFilter filter, Page page) {
    return fleet.all(
        question,
        store,
        page,
        NEWEST_FIRST,
        selection ->
            fleet
                .stores()
                .<Incident>each(
                    store,
                    (id, incident) -> {
                      if (filter.test(incident)) {
                        selection.offer(EventDocument.of(incident));
                      }
                    }));
  }
}
