package dev.phleet.lab.bench;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ListOffsetsResult.ListOffsetsResultInfo;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;

/** How far a group of consumers has come, by what it has committed. */
final class GroupProgress implements AutoCloseable {
  /** The marker of a transaction takes an offset at the end of a partition, and is no record. */
  private static final long MARKER = 1;

  private final Admin admin;
  private final String group;

  GroupProgress(String bootstrapServers, String group) {
    admin = Admin.create(Map.of("bootstrap.servers", bootstrapServers));
    this.group = group;
  }

  /**
   * One look.
   *
   * @param read records of the given topics that are committed
   * @param lag records, of all topics of the group, that are not
   */
  record Look(long read, long lag) {}

  /**
   * Looks.
   *
   * @param topics the topics whose records are counted
   * @param expected how many records these have in all
   */
  Look look(Set<String> topics, long expected) throws InterruptedException {
    try {
      Map<TopicPartition, Long> committed = new HashMap<>();
      for (Map.Entry<TopicPartition, OffsetAndMetadata> entry :
          admin.listConsumerGroupOffsets(group).partitionsToOffsetAndMetadata().get().entrySet()) {
        committed.put(entry.getKey(), entry.getValue() == null ? 0 : entry.getValue().offset());
      }
      long read =
          committed.entrySet().stream()
              .filter(entry -> topics.contains(entry.getKey().topic()))
              .mapToLong(Map.Entry::getValue)
              .sum();
      return new Look(read, expected - read + lagOfOthers(topics, committed));
    } catch (ExecutionException failed) {
      throw new BenchException("the group's offsets cannot be read", failed.getCause());
    }
  }

  private long lagOfOthers(Set<String> topics, Map<TopicPartition, Long> committed)
      throws InterruptedException, ExecutionException {
    Map<TopicPartition, OffsetSpec> others =
        committed.keySet().stream()
            .filter(partition -> !topics.contains(partition.topic()))
            .collect(Collectors.toMap(partition -> partition, partition -> OffsetSpec.latest()));
    long lag = 0;
    for (Map.Entry<TopicPartition, ListOffsetsResultInfo> end :
        admin.listOffsets(others).all().get().entrySet()) {
      long behind = end.getValue().offset() - committed.get(end.getKey());
      lag += behind > MARKER ? behind : 0;
    }
    return lag;
  }

  @Override
  public void close() {
    admin.close(Duration.ofSeconds(5));
  }
}
