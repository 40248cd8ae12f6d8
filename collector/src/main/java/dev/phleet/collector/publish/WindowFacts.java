package dev.phleet.collector.publish;

import dev.phleet.collector.context.ProcessContext;
import dev.phleet.collector.event.EventKind;
import dev.phleet.collector.event.WindowEvent;
import dev.phleet.schemas.event.Executable;

/**
 * What the record of an anomaly or a new sequence is made from.
 *
 * @param event the event
 * @param sequence its number on its topic
 * @param time when, microseconds since 1970
 * @param executable whose profile
 * @param context what is known of the process beside the event
 */
record WindowFacts(
    WindowEvent event, long sequence, long time, Executable executable, ProcessContext context) {

  boolean isAnomaly() {
    return event.header().kind() == EventKind.ANOMALY;
  }
}
