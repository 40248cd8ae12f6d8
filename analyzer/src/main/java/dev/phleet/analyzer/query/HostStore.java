package dev.phleet.analyzer.query;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.phleet.analyzer.host.KnownHost;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Locale;
import java.util.Optional;

/** {@link HostQueries} over the store of hosts by id. */
public final class HostStore implements HostQueries {
  private final Fleetwide fleet;
  private final String store;

  /**
   * Nothing is read yet.
   *
   * @param fleet all instances
   * @param store name of the store, by host id
   */
  public HostStore(Fleetwide fleet, String store) {
    this.fleet = fleet;
    this.store = store;
  }

  @Override
  public Optional<JsonNode> host(Question question, String id) {
    return fleet.one(
        question,
        store,
        id,
        partition -> fleet.stores().<KnownHost>get(store, partition, id).map(HostStore::document));
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
                .<KnownHost>each(
                    store,
                    (id, kept) -> {
                      ObjectNode host = document(kept);
                      String name = host.at("/host/name").asText();
                      if (contains(id, wanted) || contains(name, wanted)) {
                        selection.offer(host);
                      }
                    }));
  }

  private static boolean contains(String text, String wanted) {
    return text.toLowerCase(Locale.ROOT).contains(wanted);
  }

  private static ObjectNode document(KnownHost host) {
    ObjectNode document = EventDocument.of(host.status());
    document.put("arrivedAt", EventDocument.time(Instant.ofEpochMilli(host.arrivedAtMillis())));
    document.put("silent", host.silent()).put("lossesGrown", host.grown());
    if (host.grownAtMicros() == 0) {
      return document.putNull("lastLossAt");
    }
    Instant lastLoss = Instant.EPOCH.plus(host.grownAtMicros(), ChronoUnit.MICROS);
    return document.put("lastLossAt", EventDocument.time(lastLoss));
  }
}
