package dev.phleet.analyzer.api;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.phleet.analyzer.query.Listing;
import dev.phleet.analyzer.query.Page;
import io.javalin.http.Context;
import java.nio.charset.StandardCharsets;

/** How answers are written. */
final class Reply {
  private static final String JSON = "application/json";
  private static final String PROBLEM = "application/problem+json";

  private Reply() {}

  static void json(Context ctx, JsonNode answer) {
    ctx.contentType(JSON).result(answer.toString().getBytes(StandardCharsets.UTF_8));
  }

  /** A part of a list, with what is needed to ask for the next. */
  static void list(Context ctx, Listing listing, Page page) {
    ObjectNode answer = JsonNodeFactory.instance.objectNode();
    listing.items().forEach(answer.putArray("items")::add);
    answer.put("total", listing.total()).put("offset", page.offset()).put("limit", page.limit());
    listing.partitions().forEach(answer.putArray("partitions")::add);
    listing.missing().forEach(answer.putArray("missing")::add);
    json(ctx, answer);
  }

  /** An error as RFC 9457 has it. */
  static void problem(Context ctx, int status, String reason) {
    ObjectNode problem = JsonNodeFactory.instance.objectNode();
    problem.put("status", status).put("title", reason);
    ctx.status(status)
        .contentType(PROBLEM)
        .result(problem.toString().getBytes(StandardCharsets.UTF_8));
  }
}
