package dev.phleet.analyzer.query;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;

/**
 * {@link HostQueries} over the store of hosts by id.
 *
 * @param <V> what is kept of a host
 */
public final class HostStore<V> implements HostQueries {
  private final Fleetwide fleet;
  private final String store;
  private final Function<V, ObjectNode> document;

  /**
   * Nothing is read yet.
   *
   * @param fleet all instances
   * @param store name of the store, by host id
   * @param document what is shown of a host
   */
  public HostStore(Fleetwide fleet, String store, Function<V, ObjectNode> document) {
    this.fleet = fleet;
    this.store = store;
    this.document = document;
  }

  @Override
  public Optional<JsonNode> host(Question question, String id) {
    return fleet.one(
        question,
        store,
        id,
        partition -> fleet.stores().<V>get(store, partition, id).map(document));
  }

  @Override
  public Listing hosts(Question question, String text, Order order, Page page) {
    String wanted = text.toLowerCase(Locale.ROOT);
    return fleet.all(
        question,
        store,
        page,
        order,
        selection ->
            fleet
                .stores()
                .<V>each(
                    store,
                    (id, kept) -> {
                      ObjectNode host = document.apply(kept);
                      String name = host.at("/host/name").asText();
                      if (contains(id, wanted) || contains(name, wanted)) {
                        selection.offer(host);
                      }
                    }));
  }

  private static boolean contains(String text, String wanted) {
    return text.toLowerCase(Locale.ROOT).contains(wanted);
  }
}
