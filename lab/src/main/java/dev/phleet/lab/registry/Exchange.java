package dev.phleet.lab.registry;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import java.io.IOException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** From HTTP to a {@link Request}, and from its answer back to HTTP. */
final class Exchange implements HttpHandler {
  private static final Logger LOG = LoggerFactory.getLogger(Exchange.class);
  private static final int LARGEST_BODY = 4 << 20;
  private static final String TYPE = "application/vnd.schemaregistry.v1+json";
  private final Routes routes;

  Exchange(Routes routes) {
    this.routes = routes;
  }

  @Override
  public void handle(HttpExchange exchange) throws IOException {
    try (exchange) {
      try {
        send(exchange, 200, routes.answer(read(exchange)));
      } catch (RegistryError e) {
        send(exchange, e.status(), error(e.code(), e.getMessage()));
      } catch (RuntimeException e) {
        LOG.error("{} {}", exchange.getRequestMethod(), exchange.getRequestURI(), e);
        send(exchange, 500, error(50001, "Error in the registry: " + e));
      }
    }
  }

  private static Request read(HttpExchange exchange) throws IOException {
    return new Request(
        exchange.getRequestMethod(),
        segments(exchange.getRequestURI().getRawPath()),
        query(exchange.getRequestURI().getRawQuery()),
        body(exchange));
  }

  private static JsonNode body(HttpExchange exchange) throws IOException {
    byte[] bytes = exchange.getRequestBody().readNBytes(LARGEST_BODY + 1);
    if (bytes.length > LARGEST_BODY) {
      throw RegistryError.tooLarge(LARGEST_BODY);
    }
    if (bytes.length == 0) {
      return MissingNode.getInstance();
    }
    try {
      return StoredRecord.JSON.readTree(bytes);
    } catch (JsonProcessingException e) {
      throw RegistryError.badRequest("The body is not JSON: " + e.getOriginalMessage());
    }
  }

  private static List<String> segments(String path) {
    List<String> segments = new ArrayList<>();
    for (String segment : path.split("/", -1)) {
      if (!segment.isEmpty()) {
        // A plus sign in a path is a plus sign, in a query it is a space.
        segments.add(decode(segment.replace("+", "%2B")));
      }
    }
    return segments;
  }

  private static Map<String, String> query(String query) {
    Map<String, String> parameters = new HashMap<>();
    if (query != null) {
      for (String pair : query.split("&", -1)) {
        int equals = pair.indexOf('=');
        String name = equals < 0 ? pair : pair.substring(0, equals);
        parameters.put(decode(name), equals < 0 ? "" : decode(pair.substring(equals + 1)));
      }
    }
    return parameters;
  }

  private static String decode(String text) {
    try {
      return URLDecoder.decode(text, StandardCharsets.UTF_8);
    } catch (IllegalArgumentException e) {
      throw RegistryError.badRequest("The URL is not encoded properly: " + text);
    }
  }

  private static Map<String, Object> error(int code, String message) {
    Map<String, Object> body = new LinkedHashMap<>();
    body.put("error_code", code);
    body.put("message", message);
    return body;
  }

  private static void send(HttpExchange exchange, int status, Object answer) throws IOException {
    byte[] bytes = StoredRecord.JSON.writeValueAsBytes(answer);
    exchange.getResponseHeaders().set("Content-Type", TYPE);
    exchange.sendResponseHeaders(status, bytes.length);
    exchange.getResponseBody().write(bytes);
  }
}
