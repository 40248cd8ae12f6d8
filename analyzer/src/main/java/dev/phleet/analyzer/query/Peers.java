package dev.phleet.analyzer.query;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.apache.kafka.streams.state.HostInfo;

/** The other instances of the analyzer, over HTTP. */
public interface Peers {
  /** Says that a request comes from another instance; its value is of no matter. */
  String FORWARDED = "Phleet-Forwarded";

  /**
   * Asks one.
   *
   * @param peer where it is
   * @param question what is asked; it answers with what it has itself
   * @return the answer; empty when it knows no such thing; fails with {@link Unavailable}
   */
  CompletableFuture<Optional<JsonNode>> ask(HostInfo peer, Question question);
}
