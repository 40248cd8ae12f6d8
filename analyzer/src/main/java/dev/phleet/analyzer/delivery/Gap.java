package dev.phleet.analyzer.delivery;

/**
 * What has been reported as missing of one run, and how the incident about it stands.
 *
 * @param id identity of the incident
 * @param openedMicros time of the event that revealed the first gap
 * @param updatedMicros time of the event that revealed the newest one
 * @param reportedAtMillis when the newest one was reported, by the machine's clock
 * @param from lowest missing number
 * @param to highest missing number
 * @param missing how many are missing
 * @param revision number of the newest record on the topic
 */
public record Gap(
    String id,
    long openedMicros,
    long updatedMicros,
    long reportedAtMillis,
    long from,
    long to,
    long missing,
    int revision) {
  Gap with(Missing range, long nowMillis) {
    return new Gap(
        id,
        Math.min(openedMicros, range.eventMicros()),
        Math.max(updatedMicros, range.eventMicros()),
        nowMillis,
        Math.min(from, range.from()),
        Math.max(to, range.to()),
        missing + range.size(),
        revision);
  }

  Gap filled() {
    return new Gap(
        id, openedMicros, updatedMicros, reportedAtMillis, from, to, missing - 1, revision);
  }

  Gap next() {
    return new Gap(
        id, openedMicros, updatedMicros, reportedAtMillis, from, to, missing, revision + 1);
  }
}
