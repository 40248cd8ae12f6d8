package dev.phleet.analyzer.api;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.util.RawValue;
import dev.phleet.analyzer.live.EventHub;
import dev.phleet.analyzer.live.LiveEvent;
import dev.phleet.analyzer.live.Subscription;
import io.javalin.http.Context;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Server-sent events. A listener has a thread of the server to itself; the hub allows fewer
 * listeners than there are threads. A listener that does not read blocks only that thread, until
 * the connection's idle timeout ends it.
 */
final class EventRoutes {
  private static final Duration HEARTBEAT = Duration.ofSeconds(10);
  private static final int BATCH = 100;
  private static final int UNAVAILABLE = 503;

  private final EventHub hub;

  EventRoutes(EventHub hub) {
    this.hub = hub;
  }

  List<Route> routes() {
    return List.of(Route.get("/api/v1/events", this::listen));
  }

  private void listen(Context ctx) throws IOException, InterruptedException {
    Set<String> types = types(Asked.of(ctx, "types"));
    EventHub.Joined joined =
        hub.join(types, Optional.ofNullable(ctx.header("Last-Event-ID")))
            .orElseThrow(() -> new Refused(UNAVAILABLE, "Too many listen already."));
    try {
      ctx.res().setContentType("text/event-stream");
      ctx.res().setCharacterEncoding("UTF-8");
      ctx.res().setHeader("Cache-Control", "no-store");
      ctx.res().setHeader("X-Accel-Buffering", "no");
      write(ctx.res().getOutputStream(), joined);
    } finally {
      hub.leave(joined.events());
    }
  }

  private static Set<String> types(Asked asked) {
    Set<String> types =
        asked
            .text("types")
            .map(text -> Arrays.stream(text.split(",", -1)).collect(Collectors.toSet()))
            .orElse(EventHub.TYPES);
    if (!EventHub.TYPES.containsAll(types)) {
      throw Refused.bad(
          "Parameter types must be of "
              + String.join(", ", EventHub.TYPES.stream().sorted().toList())
              + ".");
    }
    return types;
  }

  private static void write(OutputStream out, EventHub.Joined joined)
      throws IOException, InterruptedException {
    // What was missed cannot be told any more: the listener must load everything anew.
    send(out, joined.whole() ? "event: ready\ndata: {}\n\n" : "event: reset\ndata: {}\n\n");
    Subscription events = joined.events();
    while (true) {
      List<LiveEvent> batch = events.take(HEARTBEAT, BATCH);
      if (batch.isEmpty() && events.isClosed()) {
        return;
      }
      send(
          out,
          batch.isEmpty()
              ? ": still here\n\n"
              : batch.stream().map(EventRoutes::text).collect(Collectors.joining()));
    }
  }

  private static String text(LiveEvent event) {
    // JSON has no line breaks of its own.
    return "id: " + event.id() + "\nevent: " + event.type() + "\ndata: " + data(event) + "\n\n";
  }

  private static String data(LiveEvent event) {
    ObjectNode data = JsonNodeFactory.instance.objectNode();
    data.put("key", event.key());
    data.putRawValue("value", new RawValue(event.data() == null ? "null" : event.data()));
    return data.toString();
  }

  private static void send(OutputStream out, String text) throws IOException {
    out.write(text.getBytes(StandardCharsets.UTF_8));
    out.flush();
  }
}
