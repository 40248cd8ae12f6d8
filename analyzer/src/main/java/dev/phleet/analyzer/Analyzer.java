package dev.phleet.analyzer;

import dev.phleet.analyzer.config.AnalyzerConfig;
import dev.phleet.analyzer.topology.EventSerdes;
import dev.phleet.analyzer.topology.FleetTopology;
import dev.phleet.analyzer.topology.RegistryPatience;
import dev.phleet.schemas.registry.RegistryException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.streams.CloseOptions;
import org.apache.kafka.streams.KafkaStreams;
import org.apache.kafka.streams.KafkaStreams.State;
import org.apache.kafka.streams.errors.StreamsUncaughtExceptionHandler.StreamThreadExceptionResponse;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One running analyzer. {@link #start} waits for broker and registry; {@link #await} returns when
 * it has ended. Local state is never wiped: closing and starting again goes on where it was.
 */
public final class Analyzer implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Analyzer.class);
  private static final Duration CLOSING = Duration.ofSeconds(20);

  private final AnalyzerConfig config;
  private final CountDownLatch ended = new CountDownLatch(1);
  private final CountDownLatch running = new CountDownLatch(1);
  private final AtomicReference<Throwable> failure = new AtomicReference<>();
  private volatile boolean stopping;
  private KafkaStreams streams;
  private BrokerWatch watch;
  private Optional<Front> front = Optional.empty();

  /** An analyzer that is not started yet. */
  public Analyzer(AnalyzerConfig config) {
    this.config = config;
  }

  /**
   * Waits for the broker, creates topics, registers schemas and starts. Returns before the first
   * record is read; see {@link #awaitRunning}. Returns without having started when it is closed
   * meanwhile.
   *
   * @throws StartException when it cannot start
   */
  public void start() {
    try {
      openFront();
      if (!new TopicSetup(config, () -> stopping).run()) {
        return;
      }
      EventSerdes serdes = EventSerdes.of(config.kafka());
      RegistryPatience patience = RegistryPatience.until(() -> stopping);
      SchemaSetup.run(serdes, config.topicsPrefix(), patience);
      start(serdes, patience);
    } catch (RegistryException e) {
      if (!stopping) {
        throw new StartException(e.getMessage(), e);
      }
    } catch (KafkaException e) {
      throw new StartException("Cannot start: " + Failures.line(e), e);
    }
  }

  private synchronized void openFront() {
    if (!stopping) {
      front = Front.open(config, this::streams);
    }
  }

  private synchronized void start(EventSerdes serdes, RegistryPatience patience) {
    if (stopping) {
      return;
    }
    AtomicLong answeredAtMillis = new AtomicLong(System.currentTimeMillis());
    streams =
        new KafkaStreams(
            FleetTopology.build(
                StreamsSettings.topology(config), serdes, patience, answeredAtMillis::get),
            StreamsSettings.streams(config, front.map(Front::advertised)));
    streams.setUncaughtExceptionHandler(this::failed);
    streams.setStateListener((now, before) -> changed(now));
    streams.start();
    front.ifPresent(Front::follow);
    watch = new BrokerWatch(streams, config.kafka().get("bootstrap.servers"), answeredAtMillis);
  }

  private StreamThreadExceptionResponse failed(Throwable cause) {
    failure.compareAndSet(null, cause);
    LOG.debug("The analyzer stops", cause);
    return StreamThreadExceptionResponse.SHUTDOWN_CLIENT;
  }

  private void changed(State now) {
    if (now == State.RUNNING) {
      LOG.info(
          "The analyzer is running: {} at {}",
          config.kafka().get("application.id"),
          config.kafka().get("bootstrap.servers"));
      running.countDown();
    } else if (now == State.ERROR || now == State.NOT_RUNNING) {
      running.countDown();
      ended.countDown();
    }
  }

  /**
   * Waits until it reads records.
   *
   * @return whether it does; false when it failed or did not get there in time
   */
  public boolean awaitRunning(Duration limit) throws InterruptedException {
    return running.await(limit.toMillis(), TimeUnit.MILLISECONDS)
        && failure.get() == null
        && !stopping;
  }

  /**
   * Waits until it has ended, by {@link #close} or by a failure.
   *
   * @return what made it fail, in one line; empty when it was closed
   */
  public Optional<String> await() throws InterruptedException {
    ended.await();
    return Optional.ofNullable(failure.get()).map(Failures::line);
  }

  /**
   * The running Kafka Streams client, for metrics and interactive queries; empty before the start.
   */
  public synchronized Optional<KafkaStreams> streams() {
    return Optional.ofNullable(streams);
  }

  /** Where the HTTP API and the dashboard are; empty before the start, and when switched off. */
  public synchronized Optional<String> url() {
    return front.map(Front::url);
  }

  /**
   * Commits, leaves the group so that others take over at once, and keeps the state for the next
   * start.
   */
  @Override
  public void close() {
    stopping = true;
    synchronized (this) {
      front.ifPresent(Front::close);
      if (streams != null) {
        watch.close();
        streams.close(
            CloseOptions.timeout(CLOSING)
                .withGroupMembershipOperation(CloseOptions.GroupMembershipOperation.LEAVE_GROUP));
      }
    }
    running.countDown();
    ended.countDown();
  }
}
