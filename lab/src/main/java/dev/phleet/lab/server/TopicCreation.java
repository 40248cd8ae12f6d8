package dev.phleet.lab.server;

import dev.phleet.schemas.Topic;
import dev.phleet.schemas.Topics;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;

/** Creates the topics of phleet on a broker that has none of them. */
public final class TopicCreation {
  private TopicCreation() {}

  /**
   * Creates them all.
   *
   * @param bootstrapServers the broker
   * @param prefix what stands before every name
   * @throws ExecutionException when the broker refuses
   * @throws InterruptedException when interrupted
   */
  public static void createAll(String bootstrapServers, String prefix)
      throws ExecutionException, InterruptedException {
    List<NewTopic> topics = Topics.all().stream().map(t -> newTopic(t, prefix)).toList();
    try (Admin admin = Admin.create(Map.of("bootstrap.servers", bootstrapServers))) {
      admin.createTopics(topics).all().get();
    }
  }

  private static NewTopic newTopic(Topic<?> topic, String prefix) {
    return new NewTopic(topic.nameWith(prefix), topic.partitions(), (short) 1)
        .configs(topic.settings());
  }
}
