package dev.phleet.analyzer.api;

import dev.phleet.analyzer.config.ConfigException;
import dev.phleet.analyzer.config.HttpSettings;
import dev.phleet.analyzer.live.EventHub;
import dev.phleet.analyzer.query.HttpPeers;
import dev.phleet.analyzer.query.Peers;
import dev.phleet.analyzer.query.Unavailable;
import io.javalin.Javalin;
import io.javalin.config.JavalinConfig;
import io.javalin.http.Context;
import io.javalin.http.HandlerType;
import io.javalin.http.HttpResponseException;
import io.javalin.http.staticfiles.Location;
import io.javalin.util.JavalinException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import javax.net.ssl.SSLContext;
import org.eclipse.jetty.ee10.servlet.ServletContextHandler;
import org.eclipse.jetty.util.thread.QueuedThreadPool;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The HTTP server: the API under {@code /api/v1}, its description, metrics, and the dashboard. It
 * may be started before there is anything to tell; until then it answers 503 and why.
 */
public final class ApiServer implements AutoCloseable {
  /** How many may listen to events at the same time; each has a thread. */
  public static final int LISTENERS = 64;

  private static final Logger LOG = LoggerFactory.getLogger(ApiServer.class);
  private static final int THREADS = LISTENERS + 32;
  private static final long LARGEST_BODY = 64 * 1024;
  private static final int RETRY_SECONDS = 2;
  private static final String DASHBOARD = "/dev/phleet/analyzer/dashboard";
  private static final String OPENAPI = "/dev/phleet/analyzer/openapi.json";

  private final HttpSettings settings;
  private final Door door;
  private final Optional<SSLContext> tls;
  private final EventHub hub;
  private final List<Route> routes = new ArrayList<>();
  private Optional<Javalin> server = Optional.empty();

  /**
   * Does not listen yet.
   *
   * @param settings where and for whom
   * @param hub what is pushed; not closed with this
   * @throws ConfigException when token or certificate cannot be used
   */
  public ApiServer(HttpSettings settings, EventHub hub) {
    this.settings = settings;
    this.hub = hub;
    door = Door.of(settings);
    tls = ServerTls.of(settings);
  }

  /** Asks other instances, with the same token and certificate that callers need here. */
  public Peers peers() {
    return new HttpPeers(tls, door::token);
  }

  /**
   * Starts to listen.
   *
   * @param sources what is answered from
   * @throws ConfigException when it cannot listen there
   */
  public void start(Sources sources) {
    routes.addAll(
        new IncidentRoutes(sources.incidents(), sources.log(), sources.acknowledgements())
            .routes());
    routes.addAll(new HostRoutes(sources.hosts()).routes());
    routes.addAll(new ExecutableRoutes(sources.executables()).routes());
    routes.addAll(new AnomalyRoutes(sources.anomalies()).routes());
    routes.addAll(new HealthRoutes(sources.health(), sources.metrics()).routes());
    routes.addAll(new EventRoutes(hub).routes());
    routes.add(new Route(HandlerType.GET, "/api/openapi.json", false, new OpenApi(OPENAPI)::write));
    measure(sources.metrics());
    try {
      server = Optional.of(Javalin.create(this::configure).start());
    } catch (JavalinException e) {
      throw new ConfigException(
          "Cannot listen on "
              + settings.bind()
              + ":"
              + settings.port()
              + " ("
              + e.getMessage()
              + "): is the port taken, or the address not of this machine? set http.port and"
              + " http.bind, or http.enabled=false");
    }
    LOG.info("HTTP API and dashboard at {}", url());
  }

  private void measure(Metrics metrics) {
    metrics.show("phleet.http.listeners", "Who listens to events now", hub, EventHub::listeners);
    metrics.count("phleet.http.events", "Events passed on", hub, EventHub::published);
    metrics.count(
        "phleet.http.listeners.dropped", "Listeners that were too slow", hub, EventHub::dropped);
    metrics.count(
        "phleet.http.listeners.refused", "Listeners beyond the limit", hub, EventHub::refused);
    metrics.count("phleet.http.refused", "Requests without the right to ask", door, Door::refused);
  }

  private void configure(JavalinConfig config) {
    config.startup.showJavalinBanner = false;
    config.startup.showOldJavalinVersionWarning = false;
    config.startup.startupWatcherEnabled = false;
    config.http.maxRequestSize = LARGEST_BODY;
    config.http.prefer405over404 = true;
    QueuedThreadPool threads = new QueuedThreadPool(THREADS);
    threads.setName("http");
    threads.setDaemon(true);
    config.jetty.threadPool = threads;
    config.jetty.addConnector((jetty, http) -> Connectors.of(jetty, settings, tls));
    config.jetty.modifyServletContextHandler(ApiServer::allowEncodedSlashes);
    config.staticFiles.add(
        files -> {
          files.hostedPath = "/";
          files.directory = DASHBOARD;
          files.location = Location.CLASSPATH;
        });
    config.routes.before(SecurityHeaders::add);
    for (Route route : routes) {
      config.routes.addHttpHandler(route.method(), route.path(), ctx -> answer(route, ctx));
    }
    config.routes.exception(
        Refused.class, (e, ctx) -> Reply.problem(ctx, e.status(), e.getMessage()));
    config.routes.exception(Unavailable.class, ApiServer::unavailable);
    config.routes.exception(
        HttpResponseException.class, (e, ctx) -> Reply.problem(ctx, e.getStatus(), e.getMessage()));
    config.routes.exception(Exception.class, ApiServer::failed);
    config.routes.error(404, ApiServer::nothingHere);
  }

  /** Ids of executables contain slashes. */
  private static void allowEncodedSlashes(ServletContextHandler handler) {
    handler.getServletHandler().setDecodeAmbiguousURIs(true);
  }

  private void answer(Route route, Context ctx) throws Exception {
    if (!route.open()) {
      door.check(ctx);
    }
    route.handler().handle(ctx);
  }

  private static void unavailable(Unavailable e, Context ctx) {
    ctx.header("Retry-After", Integer.toString(RETRY_SECONDS));
    Reply.problem(ctx, 503, "Not now: " + e.getMessage() + ".");
  }

  private static void failed(Exception e, Context ctx) {
    LOG.warn("{} {} failed", ctx.method(), ctx.path(), e);
    Reply.problem(ctx, 500, "The analyzer failed to answer; its log says why.");
  }

  private static void nothingHere(Context ctx) {
    if (ctx.res().getContentType() == null || !ctx.res().getContentType().contains("json")) {
      Reply.problem(ctx, 404, "There is nothing here; /api/openapi.json lists what there is.");
    }
  }

  /** Every operation of the API. */
  List<Route> routes() {
    return List.copyOf(routes);
  }

  /**
   * The port that it listens on.
   *
   * @throws IllegalStateException before the start
   */
  public int port() {
    return server.map(Javalin::port).orElseThrow(() -> new IllegalStateException("not started"));
  }

  /** {@code host:port} under which other instances reach this one. */
  public String advertised() {
    return settings.advertised().orElseGet(() -> settings.bind() + ":" + port());
  }

  /** Where the dashboard is. */
  public String url() {
    return (tls.isPresent() ? "https" : "http") + "://" + settings.bind() + ":" + port() + "/";
  }

  @Override
  public void close() {
    hub.close();
    server.ifPresent(Javalin::stop);
  }
}
