package dev.phleet.analyzer.query;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.function.Supplier;
import javax.net.ssl.SSLContext;
import org.apache.kafka.streams.state.HostInfo;

/** {@link Peers} with the same token and the same certificate that callers need here. */
public final class HttpPeers implements Peers {
  private static final Duration CONNECTING = Duration.ofSeconds(2);
  private static final Duration ANSWERING = Duration.ofSeconds(5);
  private static final int OK = 200;
  private static final int NOT_FOUND = 404;
  private static final ObjectMapper JSON = new ObjectMapper();

  private final HttpClient client;
  private final String scheme;
  private final Supplier<Optional<String>> token;

  /**
   * Nothing is connected yet.
   *
   * @param tls for HTTPS; empty: plain HTTP
   * @param token the bearer token to show; empty: none
   */
  public HttpPeers(Optional<SSLContext> tls, Supplier<Optional<String>> token) {
    HttpClient.Builder builder =
        HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .followRedirects(HttpClient.Redirect.NEVER)
            .connectTimeout(CONNECTING);
    tls.ifPresent(builder::sslContext);
    client = builder.build();
    scheme = tls.isPresent() ? "https" : "http";
    this.token = token;
  }

  @Override
  public CompletableFuture<Optional<JsonNode>> ask(HostInfo peer, Question question) {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(
                URI.create(scheme + "://" + peer.host() + ":" + peer.port() + question.target()))
            .timeout(ANSWERING)
            .header(FORWARDED, "1");
    token.get().ifPresent(t -> request.header("Authorization", "Bearer " + t));
    return client
        .sendAsync(request.build(), HttpResponse.BodyHandlers.ofByteArray())
        .handle((response, failure) -> answer(peer, response, failure));
  }

  private static Optional<JsonNode> answer(
      HostInfo peer, HttpResponse<byte[]> response, Throwable failure) {
    if (failure != null) {
      Throwable cause = failure instanceof CompletionException ? failure.getCause() : failure;
      throw new Unavailable(name(peer) + " does not answer (" + cause + ")");
    }
    if (response.statusCode() == NOT_FOUND) {
      return Optional.empty();
    }
    if (response.statusCode() != OK) {
      throw new Unavailable(name(peer) + " answers with HTTP status " + response.statusCode());
    }
    try {
      return Optional.of(JSON.readTree(response.body()));
    } catch (IOException e) {
      throw new Unavailable(name(peer) + " answers with something that is no JSON");
    }
  }

  /** As people write it. */
  static String name(HostInfo peer) {
    return peer.host() + ":" + peer.port();
  }
}
