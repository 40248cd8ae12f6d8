package dev.phleet.analyzer.api;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.phleet.analyzer.evidence.AnomalyLog;
import dev.phleet.analyzer.evidence.Found;
import dev.phleet.analyzer.evidence.Wanted;
import dev.phleet.analyzer.query.EventDocument;
import dev.phleet.analyzer.query.IncidentFilter;
import dev.phleet.analyzer.query.IncidentQueries;
import dev.phleet.analyzer.query.Page;
import dev.phleet.analyzer.query.Question;
import dev.phleet.schemas.event.Acknowledgement;
import dev.phleet.schemas.event.IncidentStatus;
import dev.phleet.schemas.event.IncidentType;
import dev.phleet.schemas.event.Severity;
import io.javalin.http.Context;
import io.javalin.http.HandlerType;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;

/** Incidents: looked at, and acknowledged. */
final class IncidentRoutes {
  private static final int LONGEST_NAME = 200;
  private static final int LONGEST_NOTE = 2000;
  private static final int ACCEPTED = 202;
  private static final ObjectMapper JSON = new ObjectMapper();

  private final IncidentQueries incidents;
  private final AnomalyLog anomalies;
  private final Acknowledgements acknowledgements;

  IncidentRoutes(
      IncidentQueries incidents, AnomalyLog anomalies, Acknowledgements acknowledgements) {
    this.incidents = incidents;
    this.anomalies = anomalies;
    this.acknowledgements = acknowledgements;
  }

  List<Route> routes() {
    String acknowledgement = "/api/v1/incidents/{id}/acknowledgement";
    return List.of(
        Route.get("/api/v1/incidents", this::list),
        Route.get("/api/v1/incidents/{id}", this::one),
        Route.get("/api/v1/incidents/{id}/anomalies", this::anomalies),
        new Route(HandlerType.POST, acknowledgement, false, this::acknowledge),
        new Route(HandlerType.DELETE, acknowledgement, false, this::takeBack));
  }

  private void list(Context ctx) {
    Asked asked =
        Asked.of(
            ctx,
            "status",
            "severity",
            "type",
            "host",
            "executable",
            "since",
            "acknowledged",
            "offset",
            "limit");
    Page page = asked.page();
    IncidentFilter filter =
        new IncidentFilter(
            asked.oneOf("status", IncidentStatus.class),
            asked.oneOf("severity", Severity.class),
            asked.oneOf("type", IncidentType.class),
            asked.text("host"),
            asked.text("executable"),
            asked.time("since"),
            asked.truth("acknowledged"));
    Reply.list(ctx, incidents.incidents(asked.question(), filter, page), page);
  }

  private void one(Context ctx) {
    Reply.json(ctx, incident(ctx));
  }

  /** Asked under its own address, so that another instance can be asked the same. */
  private JsonNode incident(Context ctx) {
    String id = ctx.pathParam("id");
    Question question = Asked.of(ctx).question().at("/api/v1/incidents/" + Asked.segment(id));
    return incidents.incident(question, id).orElseThrow(() -> Refused.unknown("incident " + id));
  }

  private void anomalies(Context ctx) {
    Found found = anomalies.find(Wanted.of(incident(ctx)));
    if (found.allGone()) {
      throw new Refused(
          410,
          "The topic has none of the "
              + found.missing().size()
              + " anomalies behind this incident any more: they are older than its retention.");
    }
    ObjectNode answer = JSON.createObjectNode();
    found.items().forEach(answer.putArray("items")::add);
    ArrayNode missing = answer.putArray("missing");
    for (Found.Missing each : found.missing()) {
      missing
          .addObject()
          .put("hostId", each.event().hostId())
          .put("runId", each.event().runId())
          .put("sequence", each.event().sequence())
          .put("reason", each.reason().name());
    }
    Reply.json(ctx, answer);
  }

  private void acknowledge(Context ctx) {
    JsonNode body = body(ctx);
    String by = text(body, "by", LONGEST_NAME);
    if (by.isBlank()) {
      throw Refused.bad("Say who takes note: {\"by\": \"...\", \"note\": \"...\"}.");
    }
    String note = text(body, "note", LONGEST_NOTE);
    incident(ctx);
    Acknowledgement acknowledgement =
        new Acknowledgement(
            ctx.pathParam("id"), by, Instant.now().truncatedTo(ChronoUnit.MICROS), note);
    acknowledgements.put(acknowledgement);
    ctx.status(ACCEPTED);
    Reply.json(ctx, EventDocument.of(acknowledgement));
  }

  private void takeBack(Context ctx) {
    incident(ctx);
    acknowledgements.takeBack(ctx.pathParam("id"));
    ctx.status(ACCEPTED);
    Reply.json(ctx, JSON.createObjectNode().put("incidentId", ctx.pathParam("id")));
  }

  private static JsonNode body(Context ctx) {
    String type = ctx.contentType();
    if (type == null || !type.startsWith("application/json")) {
      throw new Refused(415, "The body must be application/json.");
    }
    try {
      JsonNode body = JSON.readTree(ctx.body());
      if (body.isObject()) {
        return body;
      }
    } catch (JsonProcessingException e) {
      // Said below.
    }
    throw Refused.bad("The body must be a JSON object like {\"by\": \"...\", \"note\": \"...\"}.");
  }

  private static String text(JsonNode body, String name, int longest) {
    JsonNode value = body.path(name);
    if (value.isMissingNode() || value.isNull()) {
      return "";
    }
    if (!value.isTextual() || value.asText().length() > longest) {
      throw Refused.bad(name + " must be a text of at most " + longest + " characters.");
    }
    return value.asText();
  }
}
