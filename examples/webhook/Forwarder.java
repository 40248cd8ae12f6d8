package dev.phleet.examples;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.phleet.schemas.event.Incident;
import dev.phleet.schemas.event.IncidentStatus;
import dev.phleet.schemas.json.EventJson;
import dev.phleet.schemas.serde.AvroDeserializer;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.RecordDeserializationException;
import org.apache.kafka.common.errors.WakeupException;
import org.apache.kafka.common.serialization.StringDeserializer;

/**
 * Posts incidents to a URL when they open and when they close, as Slack's incoming webhooks and
 * most others take them: {@code {"text": "...", "incident": {...}}}.
 *
 * <p>At least once, in order within an incident: the offset is committed only after the other side
 * has taken the incident, and one that it does not take now is tried again for as long as it takes.
 * The header Idempotency-Key tells the second delivery of the same thing. An answer that says
 * "never" (4xx but 408 and 429) is counted and left out, since it would stop everything behind it.
 *
 * <p>The URL is a secret with most services: it comes from the environment and is never printed.
 */
public final class Forwarder {
  private static final Duration LONGEST_WAIT = Duration.ofMinutes(1);
  private static final Duration TIMEOUT = Duration.ofSeconds(10);
  private static final Duration POLL = Duration.ofSeconds(1);

  private final HttpClient client = HttpClient.newBuilder().connectTimeout(TIMEOUT).build();
  private final URI url;
  private final Duration firstWait;
  private Duration wait;
  private long refused;

  private Forwarder(URI url, Duration firstWait) {
    this.url = url;
    this.firstWait = firstWait;
    this.wait = firstWait;
  }

  /**
   * Arguments: bootstrap servers, registry, and the topic unless it is phleet.incidents.
   * Environment: WEBHOOK_URL; WEBHOOK_RETRY_MS, the first wait before another attempt, milliseconds
   * (1000); WEBHOOK_INSTANCE, the name of this one where several share the work (1).
   */
  public static void main(String[] args) {
    String url = System.getenv("WEBHOOK_URL");
    if (args.length < 2 || url == null) {
      System.err.println("usage: WEBHOOK_URL=https://... Forwarder BOOTSTRAP REGISTRY [TOPIC]");
      System.exit(2);
    }
    long retry = Long.parseLong(System.getenv().getOrDefault("WEBHOOK_RETRY_MS", "1000"));
    new Forwarder(URI.create(url), Duration.ofMillis(retry))
        .run(args[0], args[1], args.length > 2 ? args[2] : "phleet.incidents");
  }

  private void run(String bootstrap, String registry, String topic) {
    Map<String, Object> configs =
        Map.of(
            "bootstrap.servers", bootstrap,
            "schema.registry.url", registry,
            "group.id", "webhook-forwarder",
            // Who comes back under the same name goes on at once, also after a kill.
            "group.instance.id", System.getenv().getOrDefault("WEBHOOK_INSTANCE", "1"),
            "auto.offset.reset", "earliest",
            "isolation.level", "read_committed",
            "enable.auto.commit", "false",
            "max.poll.records", "1");
    AvroDeserializer<Incident> values = new AvroDeserializer<>(Incident.class);
    values.configure(configs, false);
    try (var consumer = new KafkaConsumer<>(configs, new StringDeserializer(), values)) {
      stopInOrder(consumer);
      consumer.subscribe(List.of(topic));
      say("forwards " + topic + " to " + masked());
      while (true) {
        step(consumer);
      }
    } catch (WakeupException e) {
      // Interrupted.
    }
  }

  /** Makes an interrupted program leave its group, which then goes on without waiting for it. */
  private static void stopInOrder(KafkaConsumer<?, ?> consumer) {
    Thread main = Thread.currentThread();
    Runtime.getRuntime()
        .addShutdownHook(
            new Thread(
                () -> {
                  consumer.wakeup();
                  try {
                    main.join();
                  } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                  }
                }));
  }

  /** One record, or one wait. Polling goes on meanwhile, or the group would take it for dead. */
  private void step(KafkaConsumer<String, Incident> consumer) {
    boolean waiting = !consumer.paused().isEmpty();
    try {
      ConsumerRecords<String, Incident> records = consumer.poll(waiting ? wait : POLL);
      consumer.resume(consumer.paused());
      for (ConsumerRecord<String, Incident> record : records) {
        take(consumer, record);
      }
    } catch (RecordDeserializationException e) {
      say("left out offset " + e.offset() + " of " + e.topicPartition() + ": " + e.getMessage());
      consumer.seek(e.topicPartition(), e.offset() + 1);
    }
  }

  private void take(
      KafkaConsumer<String, Incident> consumer, ConsumerRecord<String, Incident> record) {
    TopicPartition partition = new TopicPartition(record.topic(), record.partition());
    if (!isNews(record.value()) || delivered(record.value())) {
      consumer.commitSync(Map.of(partition, new OffsetAndMetadata(record.offset() + 1)));
    } else {
      consumer.seek(partition, record.offset());
      consumer.pause(consumer.assignment());
    }
  }

  private static boolean isNews(Incident incident) {
    return incident != null && incident.getStatus() != IncidentStatus.UPDATED;
  }

  /** Whether it is done with: taken, or refused for good. */
  private boolean delivered(Incident incident) {
    try {
      HttpResponse<String> response =
          client.send(request(incident), HttpResponse.BodyHandlers.ofString());
      int status = response.statusCode();
      if (status / 100 == 2) {
        say(incident.getStatus() + " " + incident.getId() + " delivered");
        wait = firstWait;
        return true;
      }
      if (status / 100 == 4 && status != 408 && status != 429) {
        refused++;
        say(incident.getId() + " refused with " + status + " and left out; " + refused + " in all");
        return true;
      }
      return later("answers " + status, response.headers().firstValue("Retry-After"));
    } catch (IOException e) {
      return later("does not answer (" + e.getClass().getSimpleName() + ")", Optional.empty());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  /** Twice as long as the last time, or as long as the other side asks for. */
  private boolean later(String why, Optional<String> asked) {
    Duration next = wait.multipliedBy(2);
    wait = next.compareTo(LONGEST_WAIT) < 0 ? next : LONGEST_WAIT;
    asked
        .filter(text -> text.matches("\\d{1,4}"))
        .ifPresent(text -> wait = Duration.ofSeconds(Long.parseLong(text)));
    say(masked() + " " + why + "; again in " + wait.toMillis() + " ms");
    return false;
  }

  private HttpRequest request(Incident incident) {
    ObjectNode body = JsonNodeFactory.instance.objectNode();
    body.put("text", text(incident));
    body.set("incident", EventJson.toTree(incident));
    return HttpRequest.newBuilder(url)
        .timeout(TIMEOUT)
        .header("Content-Type", "application/json")
        .header("Idempotency-Key", incident.getId() + "/" + incident.getRevision())
        .POST(HttpRequest.BodyPublishers.ofString(body.toString()))
        .build();
  }

  /** One line; what comes from hosts must not be markup to the other side. */
  private static String text(Incident incident) {
    String line =
        "%s, %s: %s [%s]"
            .formatted(
                incident.getStatus(),
                incident.getSeverity(),
                incident.getTitle(),
                String.join(", ", incident.getHosts()));
    return line.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
  }

  private String masked() {
    return url.getScheme() + "://" + url.getHost() + "/***";
  }

  private static void say(String line) {
    System.err.println(Instant.now() + " " + line);
  }
}
