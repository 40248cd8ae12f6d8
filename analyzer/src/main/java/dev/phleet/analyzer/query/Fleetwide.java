package dev.phleet.analyzer.query;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.function.IntFunction;
import java.util.function.Supplier;
import org.apache.kafka.common.serialization.StringSerializer;
import org.apache.kafka.streams.KafkaStreams;
import org.apache.kafka.streams.KeyQueryMetadata;
import org.apache.kafka.streams.StreamsMetadata;
import org.apache.kafka.streams.errors.StreamsException;
import org.apache.kafka.streams.state.HostInfo;

/**
 * Answers from the state of all instances: for one key from the instance that holds it, for a list
 * from all of them.
 */
public final class Fleetwide {
  private final LocalStores stores;
  private final Peers peers;
  private final PartitionCounts counts;
  private final Supplier<HostInfo> self;

  /** An instance's own list: puts every entry into the selection, and says what it looked at. */
  interface Here {
    List<Integer> into(Selection selection);
  }

  /**
   * Nothing is asked yet.
   *
   * @param stores the state of this instance
   * @param peers the other instances
   * @param counts how many partitions there are in all
   * @param self this instance, as the others know it
   */
  public Fleetwide(
      LocalStores stores, Peers peers, PartitionCounts counts, Supplier<HostInfo> self) {
    this.stores = stores;
    this.peers = peers;
    this.counts = counts;
    this.self = self;
  }

  LocalStores stores() {
    return stores;
  }

  /**
   * About one key.
   *
   * @param question what to ask of another instance
   * @param store a store of those that are read
   * @param key the key by which the store is partitioned
   * @param here answers from the partition when it is here
   * @throws Unavailable when whoever holds the key cannot answer
   */
  Optional<JsonNode> one(
      Question question, String store, String key, IntFunction<Optional<JsonNode>> here) {
    KeyQueryMetadata owner = owner(store, key);
    if (owner.activeHost().equals(self.get())) {
      return here.apply(owner.partition());
    }
    if (question.forwarded()) {
      throw new Unavailable("the state " + store + " has moved on to another instance");
    }
    return join(peers.ask(owner.activeHost(), question));
  }

  private KeyQueryMetadata owner(String store, String key) {
    try {
      KeyQueryMetadata owner =
          stores.running().queryMetadataForKey(store, key, new StringSerializer());
      if (owner != null && !owner.equals(KeyQueryMetadata.NOT_AVAILABLE)) {
        return owner;
      }
    } catch (StreamsException | IllegalStateException e) {
      // Between two looks at its state it has stopped running.
    }
    throw new Unavailable("the instances are dividing the work anew");
  }

  /**
   * A list.
   *
   * @param question what to ask of the other instances
   * @param store the store that is read
   * @param page which part of the list
   * @param order its order
   * @param here the part that is here
   * @throws Unavailable when nobody at all can answer
   */
  Listing all(Question question, String store, Page page, Order order, Here here) {
    if (question.forwarded()) {
      Selection own = new Selection(order, page.offset() + page.limit());
      List<Integer> partitions = here.into(own);
      return new Listing(own.from(page.offset()), own.total(), partitions, List.of());
    }
    KafkaStreams client = stores.running();
    Collection<StreamsMetadata> holders = client.streamsMetadataForStore(store);
    Map<HostInfo, CompletableFuture<Optional<JsonNode>>> asked = new LinkedHashMap<>();
    Question part = question.with(page.fromTheBeginning());
    for (StreamsMetadata holder : holders) {
      if (!holder.hostInfo().equals(self.get())) {
        asked.put(holder.hostInfo(), peers.ask(holder.hostInfo(), part));
      }
    }
    Selection selection = new Selection(order, page.offset() + page.limit());
    List<Integer> partitions = new ArrayList<>(here.into(selection));
    List<String> missing = new ArrayList<>();
    asked.forEach((peer, answer) -> add(peer, answer, selection, partitions, missing));
    return whole(store, selection, page, partitions, missing);
  }

  private static void add(
      HostInfo peer,
      CompletableFuture<Optional<JsonNode>> answer,
      Selection selection,
      List<Integer> partitions,
      List<String> missing) {
    try {
      JsonNode part =
          join(answer).orElseThrow(() -> new Unavailable(HttpPeers.name(peer) + " knows no list"));
      List<JsonNode> items = new ArrayList<>();
      part.path("items").forEach(items::add);
      selection.add(items, part.path("total").asLong());
      part.path("partitions").forEach(p -> partitions.add(p.asInt()));
    } catch (Unavailable e) {
      missing.add(e.getMessage());
    }
  }

  private Listing whole(
      String store,
      Selection selection,
      Page page,
      List<Integer> partitions,
      List<String> missing) {
    int count = counts.of(store);
    if (partitions.isEmpty()) {
      throw new Unavailable(
          missing.isEmpty()
              ? "the instances are dividing the work anew"
              : String.join("; ", missing));
    }
    if (Set.copyOf(partitions).size() < partitions.size()) {
      // Two instances have answered for it, and entries would be there twice.
      throw new Unavailable("a part of the state " + store + " is just being moved");
    }
    if (partitions.size() < count) {
      missing.add(
          (count - partitions.size()) + " of " + count + " partitions of the state " + store);
    }
    return new Listing(selection.from(page.offset()), selection.total(), partitions, missing);
  }

  private static <T> T join(CompletableFuture<T> answer) {
    try {
      return answer.join();
    } catch (CompletionException e) {
      if (e.getCause() instanceof Unavailable unavailable) {
        throw unavailable;
      }
      throw e;
    }
  }
}
