package dev.phleet.schemas.registry;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.HttpURLConnection;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import javax.net.ssl.HttpsURLConnection;
import javax.net.ssl.SSLException;

/**
 * Requests to the registry over HTTP: each URL in turn, then again after a wait. Made of the JDK's
 * oldest HTTP client, because it needs no threads of its own and a collector has to stay small.
 */
final class RegistryHttp {

  private static final String JSON = "application/vnd.schemaregistry.v1+json";
  private static final int LONGEST_ANSWER = 16 << 20;

  private final RegistrySettings settings;
  private final ObjectMapper mapper = new ObjectMapper();

  RegistryHttp(RegistrySettings settings) {
    this.settings = settings;
  }

  /**
   * An answer that is not a failure of the registry itself.
   *
   * @param status HTTP status
   * @param body the answer's JSON; missing when it is not JSON
   */
  record Answer(int status, JsonNode body) {

    boolean isGood() {
      return status >= 200 && status < 300;
    }

    int errorCode() {
      return body.path("error_code").asInt(0);
    }

    String reason() {
      return body.path("message").asText("no reason given");
    }
  }

  /**
   * Sends a request.
   *
   * @param path path and query, from the base URL on
   * @param body JSON; null for none
   * @throws RegistryUnavailableException when no URL gave an answer in all attempts
   */
  Answer send(String method, String path, String body) {
    Duration wait = settings.retryWait();
    RegistryUnavailableException failure = null;
    for (int attempt = 0; attempt <= settings.retries(); attempt++) {
      if (attempt > 0) {
        pause(wait, failure);
        wait = shorter(wait.multipliedBy(2), settings.retryMaxWait());
      }
      for (URI url : settings.urls()) {
        try {
          return sendTo(url, method, path, body);
        } catch (RegistryUnavailableException e) {
          failure = e;
        } catch (IOException e) {
          failure = away(url, e);
        }
      }
    }
    throw failure;
  }

  private Answer sendTo(URI url, String method, String path, String body) throws IOException {
    HttpURLConnection connection = open(url, path);
    connection.setRequestMethod(method);
    if (body != null) {
      connection.setDoOutput(true);
      connection.setRequestProperty("Content-Type", JSON);
      try (OutputStream out = connection.getOutputStream()) {
        out.write(body.getBytes(StandardCharsets.UTF_8));
      }
    }
    int status = connection.getResponseCode();
    Answer answer = new Answer(status, json(read(connection, status)));
    if (status >= 500 || status == 408 || status == 429) {
      throw new RegistryUnavailableException(
          "The schema registry at "
              + url
              + " failed (HTTP "
              + status
              + ": "
              + answer.reason()
              + "): see its log, then try again.",
          null);
    }
    return answer;
  }

  private HttpURLConnection open(URI url, String path) throws IOException {
    HttpURLConnection connection =
        (HttpURLConnection) URI.create(url + path).toURL().openConnection();
    if (connection instanceof HttpsURLConnection secure) {
      settings.authorization().sockets().ifPresent(secure::setSSLSocketFactory);
      if (!settings.authorization().verifyHost()) {
        secure.setHostnameVerifier((host, session) -> true);
      }
    }
    connection.setConnectTimeout((int) settings.connectTimeout().toMillis());
    connection.setReadTimeout((int) settings.readTimeout().toMillis());
    connection.setUseCaches(false);
    // A redirection would carry the credentials to wherever it points.
    connection.setInstanceFollowRedirects(false);
    connection.setRequestProperty("Accept", JSON + ", application/json");
    settings
        .authorization()
        .header()
        .ifPresent(header -> connection.setRequestProperty("Authorization", header));
    return connection;
  }

  private static byte[] read(HttpURLConnection connection, int status) throws IOException {
    try (InputStream in =
        status >= 400 ? connection.getErrorStream() : connection.getInputStream()) {
      if (in == null) {
        return new byte[0];
      }
      byte[] bytes = in.readNBytes(LONGEST_ANSWER + 1);
      if (bytes.length > LONGEST_ANSWER) {
        throw new IOException("its answer is longer than " + LONGEST_ANSWER + " bytes");
      }
      return bytes;
    }
  }

  private JsonNode json(byte[] bytes) throws IOException {
    try {
      JsonNode node = mapper.readTree(bytes);
      return node == null ? MissingNode.getInstance() : node;
    } catch (JsonProcessingException e) {
      return MissingNode.getInstance();
    }
  }

  private static RegistryUnavailableException away(URI url, IOException cause) {
    return new RegistryUnavailableException(
        "The schema registry at "
            + url
            + " cannot be reached ("
            + cause.getClass().getSimpleName()
            + ": "
            + cause.getMessage()
            + "): "
            + (cause instanceof SSLException
                ? "check the certificates in schema.registry.ssl.*."
                : "start it, or correct " + RegistrySettings.URL + "."),
        cause);
  }

  private static void pause(Duration wait, RegistryUnavailableException failure) {
    try {
      Thread.sleep(wait.toMillis());
    } catch (InterruptedException e) {
      // Whoever interrupts wants the thread back; it learns what it was waiting for.
      Thread.currentThread().interrupt();
      throw failure;
    }
  }

  private static Duration shorter(Duration a, Duration b) {
    return a.compareTo(b) <= 0 ? a : b;
  }
}
