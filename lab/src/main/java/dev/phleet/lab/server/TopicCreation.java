package dev.phleet.lab.server;

import dev.phleet.schemas.Topic;
import dev.phleet.schemas.Topics;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.errors.TopicExistsException;

/** Creates the topics of phleet; those that are there already stay as they are. */
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
      for (KafkaFuture<Void> created : admin.createTopics(topics).values().values()) {
        await(created);
      }
    }
  }

  private static void await(KafkaFuture<Void> created)
      throws ExecutionException, InterruptedException {
    try {
      created.get();
    } catch (ExecutionException e) {
      if (!(e.getCause() instanceof TopicExistsException)) {
        throw e;
      }
    }
  }

  private static NewTopic newTopic(Topic<?> topic, String prefix) {
    return new NewTopic(topic.nameWith(prefix), topic.partitions(), (short) 1)
        .configs(topic.settings());
  }
}
