package dev.phleet.schemas.registry;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.avro.Schema;
import org.apache.avro.SchemaCompatibility;
import org.apache.avro.SchemaCompatibility.SchemaCompatibilityType;
import org.apache.avro.SchemaParser;

/**
 * A schema registry over HTTP that keeps its state in memory only: a partner for the client's
 * tests, where there is no Kafka. It compares schemas as text, letter by letter, as Confluent's
 * does, and always checks BACKWARD_TRANSITIVE.
 */
public final class InMemoryRegistryServer implements AutoCloseable {

  private final ObjectMapper mapper = new ObjectMapper();
  private final HttpServer server;
  private final List<String> schemas = new ArrayList<>();
  private final Map<String, List<Integer>> subjects = new LinkedHashMap<>();
  private final Map<String, String> levels = new HashMap<>();
  private final List<String> requests = new ArrayList<>();

  private final List<String> forbidden = new ArrayList<>();

  private record Reply(int status, ObjectNode body) {}

  /** Starts on a free port of the loopback interface. */
  public InMemoryRegistryServer() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext("/", this::handle);
    server.start();
  }

  /** The base URL. */
  public String url() {
    return "http://127.0.0.1:" + server.getAddress().getPort();
  }

  /**
   * Answers 403 from now on to requests that begin so.
   *
   * @param start method and path, e.g. {@code PUT /config}
   */
  public synchronized void forbid(String start) {
    forbidden.add(start);
  }

  /** Forbids nothing any more. */
  public synchronized void allowAll() {
    forbidden.clear();
  }

  /** What was asked so far: method, path and query. */
  public synchronized List<String> requests() {
    return List.copyOf(requests);
  }

  /** Adds a schema text that need not be one, under a subject of its own; returns its id. */
  public synchronized int add(String text) {
    schemas.add(text);
    return schemas.size();
  }

  /** The text of a schema. */
  public synchronized String text(int id) {
    return schemas.get(id - 1);
  }

  private void handle(HttpExchange exchange) throws IOException {
    try (exchange) {
      byte[] body = exchange.getRequestBody().readAllBytes();
      Reply reply = reply(exchange, body.length == 0 ? null : mapper.readTree(body));
      byte[] answer = mapper.writeValueAsBytes(reply.body());
      exchange.getResponseHeaders().set("Content-Type", "application/vnd.schemaregistry.v1+json");
      exchange.sendResponseHeaders(reply.status(), answer.length);
      exchange.getResponseBody().write(answer);
    }
  }

  private synchronized Reply reply(HttpExchange exchange, JsonNode body) {
    requests.add(exchange.getRequestMethod() + " " + exchange.getRequestURI());
    String request = requests.get(requests.size() - 1);
    if (forbidden.stream().anyMatch(request::startsWith)) {
      return error(403, 40301, "User cannot do this.");
    }
    String[] path = exchange.getRequestURI().getRawPath().substring(1).split("/", -1);
    String method = exchange.getRequestMethod();
    return switch (method + " " + path[0] + " " + path.length) {
      case "GET schemas 3" -> byId(Integer.parseInt(path[2]));
      case "POST subjects 2" -> find(decoded(path[1]), body.path("schema").asText());
      case "POST subjects 3" -> register(decoded(path[1]), body.path("schema").asText());
      case "GET subjects 4" -> latest(decoded(path[1]));
      case "GET config 2" -> level(decoded(path[1]));
      case "PUT config 2" -> setLevel(decoded(path[1]), body.path("compatibility").asText());
      default -> error(404, 404, "HTTP 404 Not Found");
    };
  }

  private Reply byId(int id) {
    return id < 1 || id > schemas.size()
        ? error(404, 40403, "Schema " + id + " not found")
        : new Reply(200, mapper.createObjectNode().put("schema", schemas.get(id - 1)));
  }

  private Reply find(String subject, String schema) {
    List<Integer> ids = subjects.get(subject);
    if (ids == null) {
      return error(404, 40401, "Subject '" + subject + "' not found.");
    }
    int id = schemas.indexOf(schema) + 1;
    return ids.contains(id)
        ? version(subject, ids.indexOf(id))
        : error(404, 40403, "Schema not found");
  }

  private Reply register(String subject, String schema) {
    List<Integer> ids = subjects.computeIfAbsent(subject, key -> new ArrayList<>());
    for (int id : ids) {
      Schema reader = parse(schema);
      Schema writer = parse(schemas.get(id - 1));
      if (SchemaCompatibility.checkReaderWriterCompatibility(reader, writer).getType()
          != SchemaCompatibilityType.COMPATIBLE) {
        return error(409, 409, "Schema being registered is incompatible with an earlier schema");
      }
    }
    if (!schemas.contains(schema)) {
      schemas.add(schema);
    }
    int id = schemas.indexOf(schema) + 1;
    if (!ids.contains(id)) {
      ids.add(id);
    }
    return new Reply(200, mapper.createObjectNode().put("id", id));
  }

  private Reply latest(String subject) {
    List<Integer> ids = subjects.get(subject);
    return ids == null
        ? error(404, 40401, "Subject '" + subject + "' not found.")
        : version(subject, ids.size() - 1);
  }

  private Reply version(String subject, int index) {
    int id = subjects.get(subject).get(index);
    ObjectNode body = mapper.createObjectNode().put("subject", subject).put("version", index + 1);
    return new Reply(200, body.put("id", id).put("schema", schemas.get(id - 1)));
  }

  private Reply level(String subject) {
    String level = levels.get(subject);
    return level == null
        ? error(404, 40408, "Subject '" + subject + "' has no own compatibility level")
        : new Reply(200, mapper.createObjectNode().put("compatibilityLevel", level));
  }

  private Reply setLevel(String subject, String level) {
    levels.put(subject, level);
    return new Reply(200, mapper.createObjectNode().put("compatibility", level));
  }

  private Reply error(int status, int code, String message) {
    return new Reply(
        status, mapper.createObjectNode().put("error_code", code).put("message", message));
  }

  private static Schema parse(String schema) {
    return new SchemaParser().parse(schema).mainSchema();
  }

  private static String decoded(String segment) {
    return URLDecoder.decode(segment, StandardCharsets.UTF_8);
  }

  @Override
  public void close() {
    server.stop(0);
  }
}
