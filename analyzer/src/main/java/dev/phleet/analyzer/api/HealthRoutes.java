package dev.phleet.analyzer.api;

import io.javalin.http.Context;
import io.javalin.http.HandlerType;
import java.util.List;

/**
 * Whether the analyzer lives and can answer. Two words are open to everybody, for whatever restarts
 * processes; the rest is for those who may come in.
 */
final class HealthRoutes {
  private static final int UNAVAILABLE = 503;

  private final Health health;
  private final Metrics metrics;

  HealthRoutes(Health health, Metrics metrics) {
    this.health = health;
    this.metrics = metrics;
  }

  List<Route> routes() {
    return List.of(
        Route.get("/api/v1/health", this::all),
        new Route(HandlerType.GET, "/health/live", true, ctx -> ctx.result("live\n")),
        new Route(HandlerType.GET, "/health/ready", true, this::ready),
        Route.get("/metrics", this::metrics));
  }

  private void all(Context ctx) {
    Asked.of(ctx);
    Reply.json(ctx, health.report());
  }

  private void ready(Context ctx) {
    boolean ready = health.isReady();
    ctx.status(ready ? 200 : UNAVAILABLE).result(ready ? "ready\n" : "not ready\n");
  }

  private void metrics(Context ctx) {
    Asked.of(ctx);
    ctx.contentType("text/plain; version=0.0.4; charset=utf-8").result(metrics.text());
  }
}
