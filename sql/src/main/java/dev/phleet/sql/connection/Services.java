package dev.phleet.sql.connection;

import dev.phleet.schemas.registry.HttpRegistryClient;
import dev.phleet.schemas.registry.RegistryException;
import dev.phleet.schemas.registry.RegistrySettings;
import dev.phleet.sql.engine.SqlException;
import dev.phleet.sql.table.EventTable;
import dev.phleet.sql.table.Source;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.config.ConfigException;

/**
 * Broker and registry, asked before a query is started: Flink itself would try for minutes, and say
 * little.
 */
public final class Services {
  private static final int PATIENCE_MILLIS = 5_000;

  private final Source source;

  /** Asks nothing yet. */
  public Services(Source source) {
    this.source = source;
  }

  /**
   * Returns when a query of these tables can be run.
   *
   * @throws SqlException when broker or registry do not answer, or a topic is not there
   */
  public void check(Collection<EventTable> tables) {
    if (tables.isEmpty()) {
      return;
    }
    Set<String> topics = topics();
    for (EventTable table : tables) {
      String topic = table.topic().nameWith(source.prefix());
      if (!topics.contains(topic)) {
        throw new SqlException(
            "there is no topic %s at %s: nothing has been published yet, or --prefix is wrong"
                .formatted(topic, servers()));
      }
    }
    for (EventTable table : tables) {
      if (table.readerSchema().isPresent()) {
        askRegistry(table.topic().nameWith(source.prefix()) + "-value");
        return;
      }
    }
  }

  private Set<String> topics() {
    Map<String, Object> settings = new HashMap<>(source.kafka());
    settings.put("default.api.timeout.ms", PATIENCE_MILLIS);
    settings.put("request.timeout.ms", PATIENCE_MILLIS);
    settings.put("metric.reporters", "");
    settings.put("enable.metrics.push", false);
    try (Admin admin = Admin.create(settings)) {
      return admin.listTopics().names().get(2L * PATIENCE_MILLIS, TimeUnit.MILLISECONDS);
    } catch (ExecutionException | TimeoutException refused) {
      Throwable why = refused.getCause() == null ? refused : refused.getCause();
      throw new SqlException(
          why instanceof org.apache.kafka.common.errors.TimeoutException
                  || refused instanceof TimeoutException
              ? "no Kafka broker answers at "
                  + servers()
                  + "; is it running, and is --bootstrap-servers right?"
              : "the Kafka broker at " + servers() + " refuses: " + why.getMessage(),
          refused);
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      throw new SqlException("interrupted", interrupted);
    } catch (KafkaException wrong) {
      Throwable why = wrong.getCause() == null ? wrong : wrong.getCause();
      throw new SqlException("the settings for Kafka do not work: " + why.getMessage(), wrong);
    }
  }

  private void askRegistry(String subject) {
    Map<String, Object> settings = new HashMap<>(source.registrySettings());
    settings.put(RegistrySettings.URL, source.registry());
    settings.put("max.retries", 0);
    settings.put("http.connect.timeout.ms", PATIENCE_MILLIS);
    try {
      // Whether the subject is there does not matter: nothing may have been published yet.
      HttpRegistryClient.from(settings).latest(subject);
    } catch (RegistryException | ConfigException refused) {
      throw new SqlException(refused.getMessage(), refused);
    }
  }

  private String servers() {
    return source.kafka().get("bootstrap.servers");
  }
}
