package dev.phleet.analyzer.api;

import dev.phleet.analyzer.query.Unavailable;
import dev.phleet.schemas.Topics;
import dev.phleet.schemas.event.Acknowledgement;
import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;

/** {@link Acknowledgements} on their topic. */
public final class AcknowledgementTopic implements Acknowledgements, AutoCloseable {
  private static final long PATIENCE_SECONDS = 10;

  private final Producer<String, Acknowledgement> producer;
  private final String topic;

  /**
   * Nothing is written yet.
   *
   * @param producer closed with this
   * @param prefix what stands before every topic name
   */
  public AcknowledgementTopic(Producer<String, Acknowledgement> producer, String prefix) {
    this.producer = producer;
    this.topic = Topics.ACKNOWLEDGEMENTS.nameWith(prefix);
  }

  @Override
  public void put(Acknowledgement acknowledgement) {
    send(new ProducerRecord<>(topic, acknowledgement.getIncidentId(), acknowledgement));
  }

  @Override
  public void takeBack(String incidentId) {
    send(new ProducerRecord<>(topic, incidentId, null));
  }

  private void send(ProducerRecord<String, Acknowledgement> record) {
    try {
      producer.send(record).get(PATIENCE_SECONDS, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new Unavailable("interrupted");
    } catch (ExecutionException | TimeoutException | KafkaException e) {
      throw new Unavailable("the broker does not take the acknowledgement: " + e.getMessage());
    }
  }

  @Override
  public void close() {
    producer.close(Duration.ofSeconds(2));
  }
}
