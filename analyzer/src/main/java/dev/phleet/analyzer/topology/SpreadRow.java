package dev.phleet.analyzer.topology;

import dev.phleet.analyzer.correlation.Exhibit;
import dev.phleet.analyzer.correlation.SharedSession;
import dev.phleet.analyzer.correlation.Waiting;
import java.util.List;

/** A row of {@link StoreNames#DETAILS}; {@link SpreadStores} says which is where. */
sealed interface SpreadRow {
  /** What is shown of a session or an incident. */
  record Shown(Exhibit exhibit) implements SpreadRow {}

  /** A session of an incident. */
  record Member(SharedSession session) implements SpreadRow {}

  /** The incidents of a host, by name. */
  record Names(List<String> names) implements SpreadRow {}

  /** The sessions in which a host waits for others. */
  record Waits(List<Waiting> sorted) implements SpreadRow {}
}
