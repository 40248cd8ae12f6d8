package dev.phleet.collector.publish;

import dev.phleet.collector.detector.ProfileRow;
import dev.phleet.collector.event.EventKind;
import dev.phleet.collector.event.KernelEvent;
import dev.phleet.collector.profile.ProfileImage;
import dev.phleet.schemas.Topic;
import dev.phleet.schemas.Topics;
import dev.phleet.schemas.event.CollectorStatus;
import java.time.Instant;
import java.util.Optional;
import java.util.function.LongFunction;

/**
 * Something to be published, not yet a record: looking up its executable and its process takes time
 * that the thread which drains the kernel does not have.
 */
public sealed interface Draft {

  /** Where it goes. */
  Topic<?> topic();

  /** Its name in the names of counters, e.g. {@code anomaly}. */
  String label();

  /** Whether it uses up a number of its topic: what has no value cannot carry one. */
  default boolean isNumbered() {
    return true;
  }

  /**
   * Whether it is lost before others are: a new program teaches many sequences, what it has learned
   * in the end is on another topic, too.
   */
  default boolean givesWay() {
    return false;
  }

  /** An event of the kernel side. */
  record Observed(KernelEvent event) implements Draft {
    @Override
    public boolean givesWay() {
      return event.header().kind() == EventKind.SEQUENCE;
    }

    @Override
    public Topic<?> topic() {
      return topicOf(event.header().kind());
    }

    @Override
    public String label() {
      return event.header().kind().label();
    }
  }

  /** A profile whose counters changed. */
  record Refreshed(ProfileRow profile, Instant time) implements Draft {
    @Override
    public Topic<?> topic() {
      return Topics.PROFILE_STATES;
    }

    @Override
    public String label() {
      return "refreshed";
    }
  }

  /** A profile that was read back from disk. */
  record Loaded(ProfileRow profile, Instant time) implements Draft {
    @Override
    public Topic<?> topic() {
      return Topics.PROFILE_STATES;
    }

    @Override
    public String label() {
      return "loaded";
    }
  }

  /**
   * A profile that is gone: its record on the topic is void.
   *
   * @param topic the topic: profile-states or profile-pairs
   * @param profileKey key of the profile
   */
  record Gone(Topic<?> topic, long profileKey) implements Draft {
    @Override
    public String label() {
      return "gone";
    }

    @Override
    public boolean isNumbered() {
      return false;
    }
  }

  /**
   * All pairs of a profile, read when its turn comes; only then does it get its number.
   *
   * @param profileKey key of the profile
   * @param reader reads it; empty when it is gone or cannot be read
   */
  record Pairs(long profileKey, LongFunction<Optional<PairsRead>> reader) implements Draft {
    @Override
    public Topic<?> topic() {
      return Topics.PROFILE_PAIRS;
    }

    @Override
    public String label() {
      return "pairs";
    }

    @Override
    public boolean isNumbered() {
      return false;
    }
  }

  /**
   * A profile that was read.
   *
   * @param image the profile
   * @param sequence number of its record
   */
  record PairsRead(ProfileImage image, long sequence) {}

  /** A heartbeat, complete but for its number. */
  record Heartbeat(CollectorStatus status) implements Draft {
    @Override
    public Topic<?> topic() {
      return Topics.COLLECTORS;
    }

    @Override
    public String label() {
      return "heartbeat";
    }
  }

  /** Where events of a kind go. */
  static Topic<?> topicOf(EventKind kind) {
    return switch (kind) {
      case CREATED, STATE -> Topics.PROFILE_STATES;
      case ANOMALY -> Topics.ANOMALIES;
      case SEQUENCE -> Topics.NEW_SEQUENCES;
    };
  }
}
