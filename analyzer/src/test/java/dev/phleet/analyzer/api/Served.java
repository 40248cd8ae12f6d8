package dev.phleet.analyzer.api;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.phleet.analyzer.config.ConfigReader;
import dev.phleet.analyzer.evidence.EventName;
import dev.phleet.analyzer.evidence.Found;
import dev.phleet.analyzer.evidence.Wanted;
import dev.phleet.analyzer.live.EventHub;
import dev.phleet.analyzer.live.RecentAnomalies;
import dev.phleet.analyzer.query.EventDocument;
import dev.phleet.analyzer.query.ExecutableQueries;
import dev.phleet.analyzer.query.HostQueries;
import dev.phleet.analyzer.query.IncidentFilter;
import dev.phleet.analyzer.query.IncidentQueries;
import dev.phleet.analyzer.query.Listing;
import dev.phleet.analyzer.query.Order;
import dev.phleet.analyzer.query.Page;
import dev.phleet.analyzer.query.Question;
import dev.phleet.analyzer.query.Unavailable;
import dev.phleet.schemas.event.Acknowledgement;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** A real server over answers that a test has thought of. */
final class Served implements AutoCloseable {
  static final ObjectMapper JSON = new ObjectMapper();

  final List<Acknowledgement> acknowledged = new ArrayList<>();
  final List<String> takenBack = new ArrayList<>();
  final List<Question> questions = new ArrayList<>();
  final List<IncidentFilter> filters = new ArrayList<>();
  final RecentAnomalies anomalies = new RecentAnomalies();
  final EventHub hub = new EventHub(7, 23);
  final Metrics metrics = new Metrics(Optional::empty);
  final ApiServer server;
  private final HttpClient client = HttpClient.newHttpClient();
  private final Map<String, JsonNode> incidents = new TreeMap<>();
  private final Map<String, JsonNode> executables = new TreeMap<>();
  private List<String> missing = List.of();
  private boolean gone;

  Served(Map<String, String> config) {
    Map<String, String> all = new TreeMap<>(Map.of("http.port", "0"));
    all.putAll(config);
    server = new ApiServer(ConfigReader.read(all).http(), hub);
    server.start(
        new Sources(
            new Incidents(),
            new Hosts(),
            new Executables(),
            this::find,
            anomalies,
            new Acknowledgements() {
              @Override
              public void put(Acknowledgement acknowledgement) {
                acknowledged.add(acknowledgement);
              }

              @Override
              public void takeBack(String incidentId) {
                takenBack.add(incidentId);
              }
            },
            new Health(Optional::empty, server::advertised),
            metrics));
  }

  Served with(Samples samples) {
    samples.incidents().forEach(i -> incidents.put(i.getId(), EventDocument.of(i)));
    samples.profiles().forEach(p -> executables.put(p.getExecutableId(), EventDocument.of(p)));
    return this;
  }

  Served lacking(String... instances) {
    missing = List.of(instances);
    return this;
  }

  HttpResponse<String> get(String path, String... headers) throws Exception {
    return send(request(path, headers).GET());
  }

  HttpRequest.Builder request(String path, String... headers) {
    HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(server.url()).resolve(path));
    if (headers.length > 0) {
      request.headers(headers);
    }
    return request;
  }

  HttpResponse<String> send(HttpRequest.Builder request) throws IOException, InterruptedException {
    return client.send(request.build(), HttpResponse.BodyHandlers.ofString());
  }

  static JsonNode json(HttpResponse<String> response) throws IOException {
    return JSON.readTree(response.body());
  }

  /** The first is there; what else there may be is not read. */
  private Found find(Wanted wanted) {
    List<EventName> events = wanted.events();
    Found.Reason reason = gone ? Found.Reason.GONE : Found.Reason.NOT_READ;
    int there = gone ? 0 : 1;
    return new Found(
        events.stream().limit(there).map(event -> Samples.anomaly(event)).toList(),
        events.stream().skip(there).map(event -> new Found.Missing(event, reason)).toList());
  }

  Served withoutOldAnomalies() {
    gone = true;
    return this;
  }

  private Listing all(Question question, Map<String, JsonNode> from, Page page) {
    questions.add(question);
    List<JsonNode> items = from.values().stream().skip(page.offset()).limit(page.limit()).toList();
    return new Listing(items, from.size(), List.of(0, 1), missing);
  }

  private final class Incidents implements IncidentQueries {
    @Override
    public Optional<JsonNode> incident(Question question, String id) {
      questions.add(question);
      if (id.equals("elsewhere")) {
        throw new Unavailable("10.0.0.2:8090 does not answer");
      }
      return Optional.ofNullable(incidents.get(id));
    }

    @Override
    public Listing incidents(Question question, IncidentFilter filter, Page page) {
      filters.add(filter);
      return all(question, incidents, page);
    }
  }

  private final class Hosts implements HostQueries {
    @Override
    public Optional<JsonNode> host(Question question, String id) {
      return id.equals("h/1") ? Optional.of(Samples.host()) : Optional.empty();
    }

    @Override
    public Listing hosts(Question question, String text, Order order, Page page) {
      return all(question, Map.of("h/1", Samples.host()), page);
    }
  }

  private final class Executables implements ExecutableQueries {
    @Override
    public Optional<JsonNode> executable(Question question, String id) {
      questions.add(question);
      return Optional.ofNullable(executables.get(id));
    }

    @Override
    public Listing executables(Question question, String text, Order order, Page page) {
      return all(question, executables, page);
    }

    @Override
    public Optional<JsonNode> pairs(Question question, String id) {
      return Optional.of(Samples.items(Samples.fleetPairs()));
    }

    @Override
    public Listing hosts(Question question, String id, Page page) {
      boolean known = executables.containsKey(id);
      return all(question, known ? Map.of("h/1", Samples.executableHost()) : Map.of(), page);
    }

    @Override
    public Optional<JsonNode> hostPairs(Question question, String id, String hostId) {
      return Optional.of(Samples.items());
    }

    @Override
    public Optional<JsonNode> outliers(Question question, String id) {
      return Optional.of(Samples.items());
    }

    @Override
    public Listing versions(Question question, String path, Page page) {
      ObjectNode version = JSON.createObjectNode();
      version.put("path", path).put("executableId", "sha256:00").put("hosts", 1);
      version.putArray("hostIds").add("h/1");
      return all(question, Map.of("sha256:00", version), page);
    }
  }

  @Override
  public void close() {
    server.close();
    metrics.close();
  }
}
