package dev.phleet.analyzer.query;

import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.admin.Admin;

/**
 * How many partitions a store has in all, which is how a list is known to be whole: as many as its
 * changelog topic has. Asked once for each store; the number never changes.
 */
public final class PartitionCounts implements AutoCloseable {
  private static final long PATIENCE_SECONDS = 5;

  private final Admin admin;
  private final String application;
  private final Map<String, Integer> known = new ConcurrentHashMap<>();

  /**
   * Nothing is asked yet.
   *
   * @param admin closed with this
   * @param application Kafka Streams' {@code application.id}
   */
  public PartitionCounts(Admin admin, String application) {
    this.admin = admin;
    this.application = application;
  }

  /**
   * Partitions of a store.
   *
   * @throws Unavailable when the broker cannot tell now
   */
  int of(String store) {
    Integer count = known.get(store);
    if (count == null) {
      count = ask(application + "-" + store + "-changelog");
      known.put(store, count);
    }
    return count;
  }

  private int ask(String topic) {
    try {
      return admin
          .describeTopics(List.of(topic))
          .topicNameValues()
          .get(topic)
          .get(PATIENCE_SECONDS, TimeUnit.SECONDS)
          .partitions()
          .size();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new Unavailable("interrupted");
    } catch (ExecutionException | TimeoutException e) {
      throw new Unavailable("the broker does not tell the partitions of " + topic);
    }
  }

  @Override
  public void close() {
    admin.close();
  }
}
