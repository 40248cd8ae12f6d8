package dev.phleet.lab.broker;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(120)
class EmbeddedBrokerTest {
  private static final TopicPartition LETTERS = new TopicPartition("letters", 0);

  @Test
  void shouldKeepWhatItAcknowledgedWhenItIsStoppedAndStarted(@TempDir Path directory)
      throws Exception {
    try (EmbeddedBroker broker = EmbeddedBroker.start(BrokerSettings.anyPort(directory))) {
      String address = broker.bootstrapServers();
      createLetters(address);
      sendInTransaction(address, "first", "before");
      broker.stop();
      broker.start();
      assertThat(broker.bootstrapServers()).isEqualTo(address);
      sendInTransaction(address, "second", "after");
      assertThat(read(address, 2)).containsExactly("before", "after");
    }
  }

  @Test
  void shouldCarryAProducerOverARestart(@TempDir Path directory) throws Exception {
    try (EmbeddedBroker broker = EmbeddedBroker.start(BrokerSettings.anyPort(directory));
        KafkaProducer<String, String> producer =
            new KafkaProducer<>(
                Map.of(
                    "bootstrap.servers",
                    broker.bootstrapServers(),
                    // Else the client forgets the topic with the last broker, and send() waits.
                    "metadata.recovery.strategy",
                    "none"),
                new StringSerializer(),
                new StringSerializer())) {
      createLetters(broker.bootstrapServers());
      producer.send(letter("before")).get(30, TimeUnit.SECONDS);
      broker.stop();
      var pending = producer.send(letter("while away"));
      broker.start();
      pending.get(60, TimeUnit.SECONDS);
      assertThat(read(broker.bootstrapServers(), 2)).containsExactly("before", "while away");
    }
  }

  private static ProducerRecord<String, String> letter(String text) {
    return new ProducerRecord<>(LETTERS.topic(), text);
  }

  private static void createLetters(String address) throws Exception {
    try (Admin admin = Admin.create(Map.of("bootstrap.servers", address))) {
      admin
          .createTopics(List.of(new NewTopic(LETTERS.topic(), 1, (short) 1)))
          .all()
          .get(30, TimeUnit.SECONDS);
    }
  }

  private static void sendInTransaction(String address, String id, String text) {
    try (KafkaProducer<String, String> producer =
        new KafkaProducer<>(
            Map.of("bootstrap.servers", address, "transactional.id", id),
            new StringSerializer(),
            new StringSerializer())) {
      producer.initTransactions();
      producer.beginTransaction();
      var unused = producer.send(letter(text));
      producer.commitTransaction();
    }
  }

  private static List<String> read(String address, int count) {
    List<String> texts = new ArrayList<>();
    try (KafkaConsumer<String, String> consumer =
        new KafkaConsumer<>(
            Map.of("bootstrap.servers", address, "isolation.level", "read_committed"),
            new StringDeserializer(),
            new StringDeserializer())) {
      consumer.assign(List.of(LETTERS));
      consumer.seekToBeginning(List.of(LETTERS));
      while (texts.size() < count) {
        for (ConsumerRecord<String, String> r : consumer.poll(Duration.ofSeconds(1))) {
          texts.add(r.value());
        }
      }
    }
    return texts;
  }
}
