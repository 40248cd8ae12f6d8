package dev.phleet.analyzer.api;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.util.RawValue;
import dev.phleet.analyzer.live.RecentAnomalies;
import dev.phleet.analyzer.query.EventDocument;
import io.javalin.http.Context;
import java.util.List;

/** The newest anomalies, as this instance has heard them. */
final class AnomalyRoutes {
  private final RecentAnomalies anomalies;

  AnomalyRoutes(RecentAnomalies anomalies) {
    this.anomalies = anomalies;
  }

  List<Route> routes() {
    return List.of(Route.get("/api/v1/anomalies/recent", this::recent));
  }

  private void recent(Context ctx) {
    int limit = Asked.of(ctx, "limit").number("limit", 100, 1, RecentAnomalies.KEPT);
    ObjectNode answer = JsonNodeFactory.instance.objectNode();
    ArrayNode items = answer.putArray("items");
    anomalies.newest(limit).forEach(anomaly -> items.addRawValue(new RawValue(anomaly)));
    ArrayNode minutes = answer.putArray("minutes");
    anomalies
        .minutes()
        .forEach(
            (minute, count) ->
                minutes.addObject().put("time", EventDocument.time(minute)).put("count", count));
    Reply.json(ctx, answer);
  }
}
