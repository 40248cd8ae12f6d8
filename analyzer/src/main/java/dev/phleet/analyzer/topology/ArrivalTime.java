package dev.phleet.analyzer.topology;

import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.streams.processor.TimestampExtractor;

/**
 * The record's time, kept between 1970 and now: a record with a hostile time neither stops the
 * stream nor moves its clock. The time that rules go by is the event's own, after it was checked.
 */
public final class ArrivalTime implements TimestampExtractor {
  @Override
  public long extract(ConsumerRecord<Object, Object> record, long partitionTime) {
    return Math.max(0, Math.min(record.timestamp(), System.currentTimeMillis()));
  }
}
