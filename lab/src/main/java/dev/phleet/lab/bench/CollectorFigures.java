package dev.phleet.lab.bench;

import java.util.Map;

/**
 * What a collector takes of its host.
 *
 * @param profiles programs it had profiles of
 * @param idle memory when it had them all and nothing happened
 * @param idleCpu processor time it took then, in percent of one core
 * @param eventsPerSecond anomalies that the broker acknowledged under load, each second
 * @param busy memory after the load
 * @param busyCpu processor time it took under load, in percent of one core
 * @param losses events that were lost since the collector started, the burst of its new profiles
 *     included, by stage and kind
 */
record CollectorFigures(
    int profiles,
    CollectorMemory idle,
    double idleCpu,
    double eventsPerSecond,
    CollectorMemory busy,
    double busyCpu,
    Map<String, Long> losses) {
  /** All of them. */
  long lost() {
    return losses.values().stream().mapToLong(Long::longValue).sum();
  }
}
