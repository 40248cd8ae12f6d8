package dev.phleet.collector.detector;

import static dev.phleet.collector.layout.Layouts.COUNTERS;

import dev.phleet.collector.event.EventKind;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.EnumMap;
import java.util.Map;

/**
 * What happened in the kernel since the object was loaded ({@code struct counters}). Each only
 * grows.
 *
 * @param sent events sent, by kind
 * @param dropped events that found the ring buffer full, by kind
 * @param heldBack anomalies not sent because of the rate limit
 * @param tasksStarted tasks that began to be watched
 * @param tasksEnded tasks that ceased to be watched
 * @param tasksFailed tasks not watched for want of memory
 * @param profilesFull tasks not watched for want of a profile's slot
 * @param pairsFull calls not learned for want of room for pairs
 * @param callsFull calls whose pairs were not learned for want of an index
 * @param contended calls not learned because of repeated races
 * @param traitsFull grams or call sets not learned for want of room
 * @param callSetsFull call sets not learned because their profile had its most
 */
public record KernelCounters(
    Map<EventKind, Long> sent,
    Map<EventKind, Long> dropped,
    long heldBack,
    long tasksStarted,
    long tasksEnded,
    long tasksFailed,
    long profilesFull,
    long pairsFull,
    long callsFull,
    long contended,
    long traitsFull,
    long callSetsFull) {

  /** All events dropped because the ring buffer was full. */
  public long droppedInAll() {
    return dropped.values().stream().mapToLong(Long::longValue).sum();
  }

  static KernelCounters fromBytes(byte[] value) {
    ByteBuffer bytes = ByteBuffer.wrap(value).order(ByteOrder.nativeOrder());
    return new KernelCounters(
        byKind(bytes, COUNTERS.offset("sent")),
        byKind(bytes, COUNTERS.offset("dropped")),
        bytes.getLong(COUNTERS.offset("held_back")),
        bytes.getLong(COUNTERS.offset("tasks_started")),
        bytes.getLong(COUNTERS.offset("tasks_ended")),
        bytes.getLong(COUNTERS.offset("tasks_failed")),
        bytes.getLong(COUNTERS.offset("profiles_full")),
        bytes.getLong(COUNTERS.offset("pairs_full")),
        bytes.getLong(COUNTERS.offset("calls_full")),
        bytes.getLong(COUNTERS.offset("contended")),
        bytes.getLong(COUNTERS.offset("traits_full")),
        bytes.getLong(COUNTERS.offset("call_sets_full")));
  }

  private static Map<EventKind, Long> byKind(ByteBuffer bytes, int start) {
    Map<EventKind, Long> counts = new EnumMap<>(EventKind.class);
    for (EventKind kind : EventKind.values()) {
      counts.put(kind, bytes.getLong(start + Long.BYTES * kind.code()));
    }
    return Map.copyOf(counts);
  }
}
