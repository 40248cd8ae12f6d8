package dev.phleet.analyzer;

import dev.phleet.analyzer.config.AnalyzerConfig;
import dev.phleet.analyzer.ocsf.FindingChoice;
import dev.phleet.schemas.Topic;
import dev.phleet.schemas.Topics;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.BooleanSupplier;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.RetriableException;
import org.apache.kafka.common.errors.TopicExistsException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Waits for the broker and sees to it that the topics are there. Changes nothing on topics that
 * exist.
 */
final class TopicSetup {
  private static final Logger LOG = LoggerFactory.getLogger(TopicSetup.class);
  private static final Duration ATTEMPT = Duration.ofSeconds(2);
  private static final Duration REMINDER = Duration.ofSeconds(10);

  private final AnalyzerConfig config;
  private final BooleanSupplier stopping;

  TopicSetup(AnalyzerConfig config, BooleanSupplier stopping) {
    this.config = config;
    this.stopping = stopping;
  }

  /**
   * Returns when every topic is there, or when the analyzer is being stopped.
   *
   * @return whether the topics are there
   * @throws StartException when they are not, and waiting would not help
   */
  boolean run() {
    try (Admin admin = Admin.create(settings())) {
      Optional<Set<String>> existing = waitForBroker(admin);
      if (existing.isEmpty()) {
        return false;
      }
      List<Topic<?>> missing = wanted().filter(t -> !existing.get().contains(name(t))).toList();
      if (config.topicsCreate()) {
        create(admin, missing);
      } else {
        refuse(missing);
      }
      return true;
    } catch (KafkaException e) {
      throw new StartException("Cannot set up the topics: " + Failures.line(e), e);
    }
  }

  private Stream<Topic<?>> wanted() {
    return config.findings() == FindingChoice.NONE
        ? Topics.all().stream()
        : Stream.concat(Topics.all().stream(), Stream.of(Topics.OCSF));
  }

  private Map<String, Object> settings() {
    Map<String, Object> settings = new HashMap<>();
    Set<String> known = AdminClientConfig.configNames();
    config
        .kafka()
        .forEach(
            (key, value) -> {
              if (known.contains(key)) {
                settings.put(key, value);
              }
            });
    settings.put(
        AdminClientConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, Math.toIntExact(ATTEMPT.toMillis()));
    settings.put(AdminClientConfig.REQUEST_TIMEOUT_MS_CONFIG, Math.toIntExact(ATTEMPT.toMillis()));
    return settings;
  }

  private Optional<Set<String>> waitForBroker(Admin admin) {
    long reminded = System.nanoTime() - REMINDER.toNanos();
    while (!stopping.getAsBoolean()) {
      try {
        return Optional.of(
            admin.listTopics().names().get(ATTEMPT.toMillis(), TimeUnit.MILLISECONDS));
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        return Optional.empty();
      } catch (TimeoutException e) {
        reminded = remind(reminded);
      } catch (ExecutionException e) {
        if (!(e.getCause() instanceof RetriableException)) {
          throw new StartException("The broker refuses: " + Failures.line(e), e);
        }
        reminded = remind(reminded);
      }
    }
    return Optional.empty();
  }

  private long remind(long reminded) {
    long now = System.nanoTime();
    if (now - reminded < REMINDER.toNanos()) {
      return reminded;
    }
    LOG.warn(
        "Waiting for the broker at {}: it does not answer yet",
        config.kafka().get(AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG));
    return now;
  }

  private void create(Admin admin, List<Topic<?>> missing) {
    List<NewTopic> topics = new ArrayList<>();
    for (Topic<?> topic : missing) {
      topics.add(
          new NewTopic(name(topic), Optional.of(topic.partitions()), Optional.empty())
              .configs(topic.settings()));
    }
    admin.createTopics(topics).values().forEach(this::await);
  }

  private void await(String topic, org.apache.kafka.common.KafkaFuture<Void> creation) {
    try {
      creation.get();
      LOG.info("Created topic {}", topic);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (ExecutionException e) {
      // A collector that starts at the same moment may have been faster.
      if (!(e.getCause() instanceof TopicExistsException)) {
        throw new StartException("Cannot create topic " + topic + ": " + Failures.line(e), e);
      }
    }
  }

  private void refuse(List<Topic<?>> missing) {
    if (!missing.isEmpty()) {
      throw new StartException(
          "Topics are missing: "
              + String.join(", ", missing.stream().map(this::name).toList())
              + "; create them or set topics.create=true",
          null);
    }
  }

  private String name(Topic<?> topic) {
    return topic.nameWith(config.topicsPrefix());
  }
}
