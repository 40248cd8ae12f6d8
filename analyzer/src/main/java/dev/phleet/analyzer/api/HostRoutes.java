package dev.phleet.analyzer.api;

import dev.phleet.analyzer.query.HostQueries;
import dev.phleet.analyzer.query.Page;
import io.javalin.http.Context;
import java.util.List;

/** Hosts and their collectors. */
final class HostRoutes {
  private static final List<String> SORTED_BY = List.of("host.id", "host.name", "time", "tasks");

  private final HostQueries hosts;

  HostRoutes(HostQueries hosts) {
    this.hosts = hosts;
  }

  List<Route> routes() {
    return List.of(
        Route.get("/api/v1/hosts", this::list), Route.get("/api/v1/hosts/{id}", this::one));
  }

  private void list(Context ctx) {
    Asked asked = Asked.of(ctx, "search", "sort", "offset", "limit");
    Page page = asked.page();
    Reply.list(
        ctx,
        hosts.hosts(
            asked.question(),
            asked.text("search").orElse(""),
            asked.order("host.name", "host.id", SORTED_BY),
            page),
        page);
  }

  private void one(Context ctx) {
    String id = ctx.pathParam("id");
    Reply.json(
        ctx,
        hosts.host(Asked.of(ctx).question(), id).orElseThrow(() -> Refused.unknown("host " + id)));
  }
}
