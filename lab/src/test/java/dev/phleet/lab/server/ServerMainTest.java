package dev.phleet.lab.server;

import static org.assertj.core.api.Assertions.assertThat;

import dev.phleet.lab.child.Child;
import dev.phleet.lab.child.ChildJvm;
import dev.phleet.schemas.Topics;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.stream.Collectors;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.apache.pulsar.kafka.shade.io.confluent.kafka.schemaregistry.client.rest.RestService;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Broker and registry as the lab runs them: in a process of their own. */
@Timeout(120)
class ServerMainTest {
  private static final String TOPIC = Topics.DEAD_LETTERS.nameWith(Topics.DEFAULT_PREFIX);
  @TempDir private Path directory;

  @Test
  void shouldHaveEveryTopicAndEndWhenItIsLetGo() throws Exception {
    Child server = start("0");
    Properties at = server.announcement();
    try (KafkaConsumer<String, String> consumer = consumer(at)) {
      assertThat(consumer.listTopics())
          .containsKeys(
              Topics.all().stream()
                  .map(t -> t.nameWith(Topics.DEFAULT_PREFIX))
                  .collect(Collectors.toList())
                  .toArray(new String[0]));
    }
    server.release();
    server.awaitEnd(Duration.ofSeconds(15));
    assertThat(server.exitCode()).as(server.lastLines(20).toString()).isZero();
  }

  @Test
  void shouldStillHaveWhatItAcknowledgedWhenItWasKilled() throws Exception {
    Child killed = start("0");
    Properties at = killed.announcement();
    int id =
        new RestService(at.getProperty("schema.registry.url")).registerSchema("\"string\"", "s");
    try (KafkaProducer<String, String> producer =
        new KafkaProducer<>(
            Map.of("bootstrap.servers", at.getProperty("bootstrap.servers")),
            new StringSerializer(),
            new StringSerializer())) {
      producer.send(new ProducerRecord<>(TOPIC, "kept")).get();
    }
    killed.kill();
    killed.awaitEnd(Duration.ofSeconds(5));

    String port = at.getProperty("bootstrap.servers").split(":", 2)[1];
    Child again = start(port);
    Properties now = again.announcement();
    assertThat(now.getProperty("bootstrap.servers")).isEqualTo(at.getProperty("bootstrap.servers"));
    try (KafkaConsumer<String, String> consumer = consumer(now)) {
      TopicPartition partition = new TopicPartition(TOPIC, 0);
      consumer.assign(List.of(partition));
      consumer.seekToBeginning(List.of(partition));
      var records = consumer.poll(Duration.ofSeconds(30));
      assertThat(records.records(partition)).extracting(r -> r.value()).containsExactly("kept");
    }
    assertThat(new RestService(now.getProperty("schema.registry.url")).getId(id).getSchemaString())
        .isEqualTo("\"string\"");
    again.release();
    again.awaitEnd(Duration.ofSeconds(15));
  }

  private Child start(String port) throws Exception {
    return new ChildJvm(
            "broker and registry",
            "lab/server",
            System.getProperty("java.class.path"),
            List.of(),
            List.of(
                ServerMain.class.getName(),
                directory.resolve("data").toString(),
                Topics.DEFAULT_PREFIX,
                port),
            true)
        .start(directory.resolve("log"));
  }

  private static KafkaConsumer<String, String> consumer(Properties at) {
    return new KafkaConsumer<>(
        Map.of("bootstrap.servers", at.getProperty("bootstrap.servers")),
        new StringDeserializer(),
        new StringDeserializer());
  }
}
