package dev.phleet.analyzer.api;

import com.fasterxml.jackson.databind.JsonNode;
import dev.phleet.analyzer.query.ExecutableQueries;
import dev.phleet.analyzer.query.Listing;
import dev.phleet.analyzer.query.Page;
import dev.phleet.analyzer.query.Question;
import io.javalin.http.Context;
import java.util.List;
import java.util.Optional;

/** Programs as the fleet knows them. */
final class ExecutableRoutes {
  private static final List<String> SORTED_BY =
      List.of(
          "executableId",
          "hosts",
          "training",
          "frozen",
          "normal",
          "calls",
          "anomalies",
          "pairs",
          "newPairsLastDay",
          "firstSeen",
          "lastSeen");
  private static final String ONE = "/api/v1/executables/{id}";

  private final ExecutableQueries executables;

  ExecutableRoutes(ExecutableQueries executables) {
    this.executables = executables;
  }

  /** Asks about one executable. */
  private interface About {
    Optional<JsonNode> ask(Question question, String id);
  }

  List<Route> routes() {
    return List.of(
        Route.get("/api/v1/executables", this::list),
        Route.get(ONE, ctx -> about(ctx, executables::executable)),
        Route.get(ONE + "/pairs", ctx -> about(ctx, executables::pairs)),
        Route.get(ONE + "/hosts", this::hosts),
        Route.get(
            ONE + "/hosts/{host}/pairs",
            ctx -> about(ctx, (q, id) -> executables.hostPairs(q, id, ctx.pathParam("host")))),
        Route.get(ONE + "/outliers", ctx -> about(ctx, executables::outliers)),
        Route.get("/api/v1/paths", this::versions));
  }

  private void list(Context ctx) {
    Asked asked = Asked.of(ctx, "search", "sort", "offset", "limit");
    Page page = asked.page();
    Reply.list(
        ctx,
        executables.executables(
            asked.question(),
            asked.text("search").orElse(""),
            asked.order("-hosts", "executableId", SORTED_BY),
            page),
        page);
  }

  private void hosts(Context ctx) {
    String id = ctx.pathParam("id");
    Asked asked = Asked.of(ctx, "offset", "limit");
    Question question = asked.question();
    Page page = asked.page();
    Listing hosts = executables.hosts(question, id, page);
    // Of an instance that is asked by another one nothing but its own part is wanted.
    if (hosts.total() == 0 && hosts.missing().isEmpty() && !question.forwarded()) {
      throw unknown(id);
    }
    Reply.list(ctx, hosts, page);
  }

  private static Refused unknown(String id) {
    return Refused.unknown("such knowledge of executable " + id);
  }

  private static void about(Context ctx, About what) {
    String id = ctx.pathParam("id");
    Reply.json(ctx, what.ask(Asked.of(ctx).question(), id).orElseThrow(() -> unknown(id)));
  }

  private void versions(Context ctx) {
    Asked asked = Asked.of(ctx, "path", "offset", "limit");
    Page page = asked.page();
    String path =
        asked.text("path").orElseThrow(() -> Refused.bad("Name the path: ?path=/usr/bin/..."));
    Reply.list(ctx, executables.versions(asked.question(), path, page), page);
  }
}
