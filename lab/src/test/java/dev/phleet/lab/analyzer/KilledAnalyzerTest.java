package dev.phleet.lab.analyzer;

import static dev.phleet.lab.analyzer.Events.anomaly;
import static dev.phleet.lab.analyzer.Events.executable;
import static dev.phleet.lab.analyzer.Events.heartbeat;
import static dev.phleet.lab.analyzer.Events.state;
import static org.assertj.core.api.Assertions.assertThat;

import dev.phleet.schemas.event.Acknowledgement;
import dev.phleet.schemas.event.Anomaly;
import dev.phleet.schemas.event.Call;
import dev.phleet.schemas.event.CallTable;
import dev.phleet.schemas.event.Incident;
import dev.phleet.schemas.event.IncidentStatus;
import dev.phleet.schemas.event.IncidentType;
import dev.phleet.schemas.event.ProfileState;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Every rule on a real broker, undisturbed and with the analyzer killed in the middle. */
@Timeout(240)
class KilledAnalyzerTest {
  private static final Map<String, String> QUICK =
      Map.of(
          "incident.quiet", "6s",
          "spread.window", "5s",
          "gap.grace", "1s",
          "rule.silence.limit", "4s",
          "rule.stranger.patience", "1s",
          "rule.burst.lfc", "23");
  private static final int PROGRAMS = 7;

  @TempDir static Path directory;

  private final Instant now = Instant.now().truncatedTo(ChronoUnit.MICROS);

  @Test
  void shouldConcludeTheSameAlthoughItIsKilledInTheMiddle() throws Exception {
    try (Rig rig = new Rig(directory)) {
      rig.useTopicsOf("undisturbed");
      Map<String, Incident> expected = undisturbed(rig);
      assertThat(expected.values().stream().map(Incident::getType).collect(Collectors.toSet()))
          .isEqualTo(EnumSet.complementOf(EnumSet.of(IncidentType.OTHER)));

      rig.useTopicsOf("killed");
      Process first = AnalyzerProcess.start(rig.write(QUICK));
      try {
        rig.awaitTopics();
        // These come before the incidents that they are about.
        spreads(expected).forEach(id -> rig.send(acknowledgement(id)));
        someEvents(rig);
        rig.awaitIncidents(incidents -> !incidents.isEmpty());
      } finally {
        first.destroyForcibly().waitFor();
      }
      theOtherEvents(rig);
      Process second = AnalyzerProcess.start(rig.write(QUICK));
      try {
        List<Incident> all = rig.awaitIncidents(records -> last(records).equals(expected));
        assertEachRevisionOnce(all);
        assertThat(last(all)).isEqualTo(expected);
      } finally {
        second.destroyForcibly().waitFor();
      }
    }
  }

  private Map<String, Incident> undisturbed(Rig rig) throws Exception {
    Process analyzer = AnalyzerProcess.start(rig.write(QUICK));
    try {
      rig.awaitTopics();
      someEvents(rig);
      theOtherEvents(rig);
      Map<String, Incident> found = last(rig.awaitIncidents(all -> isComplete(last(all))));
      spreads(found).forEach(id -> rig.send(acknowledgement(id)));
      List<Incident> all =
          rig.awaitIncidents(
              records ->
                  last(records).values().stream().filter(i -> i.getAcknowledgedBy() != null).count()
                      == PROGRAMS);
      assertEachRevisionOnce(all);
      return last(all);
    } finally {
      analyzer.destroyForcibly().waitFor();
    }
  }

  private static Set<String> spreads(Map<String, Incident> incidents) {
    return incidents.values().stream()
        .filter(i -> i.getType() == IncidentType.SPREAD)
        .map(Incident::getId)
        .collect(Collectors.toSet());
  }

  private Acknowledgement acknowledgement(String id) {
    return new Acknowledgement(id, "ann", now, "a test");
  }

  /** All that these events are, each with all of them, and everything closed that closes. */
  private static boolean isComplete(Map<String, Incident> incidents) {
    long spread =
        incidents.values().stream()
            .filter(i -> i.getType() == IncidentType.SPREAD && i.getCount() == 2)
            .count();
    boolean settled =
        incidents.values().stream()
            .allMatch(i -> stays(i) || i.getStatus() == IncidentStatus.CLOSED);
    boolean burst =
        incidents.values().stream()
            .anyMatch(i -> i.getType() == IncidentType.BURST && i.getCount() == 2);
    return spread == PROGRAMS
        && burst
        && settled
        && incidents.values().stream().map(Incident::getType).distinct().count()
            == IncidentType.values().length - 1;
  }

  private static boolean stays(Incident incident) {
    return incident.getType() == IncidentType.SILENCE
        || incident.getType() == IncidentType.STRANGER;
  }

  /** The last record of each incident, without what tells how it came to that. */
  private static Map<String, Incident> last(List<Incident> records) {
    Map<String, Incident> last = new TreeMap<>();
    for (Incident record : records) {
      record.setRevision(0);
      if (record.getType() == IncidentType.GAP) {
        // A gap is closed by the analyzer's clock.
        record.setClosedAt(null);
      }
      if (record.getStatus() != IncidentStatus.CLOSED) {
        record.setStatus(IncidentStatus.OPENED);
      }
      last.put(record.getId(), record);
    }
    return last;
  }

  private static void assertEachRevisionOnce(List<Incident> records) {
    Map<String, List<Integer>> revisions = new TreeMap<>();
    for (Incident record : records) {
      revisions.computeIfAbsent(record.getId(), i -> new ArrayList<>()).add(record.getRevision());
    }
    revisions.forEach((id, numbers) -> assertThat(numbers).as(id).doesNotHaveDuplicates());
  }

  private void someEvents(Rig rig) {
    for (int program = 0; program < PROGRAMS; program++) {
      // Not all on one host: that would be a takeover.
      rig.send(anomaly("a" + program, program, 1, now));
      if (program % 2 == 0) {
        rig.send(anomaly("b" + program, program, 1, now));
      }
    }
    rig.send(varied("v1", "read"));
    rig.send(varied("v2", "mmap"));
    rig.send(anomaly("t", 101, 1, now));
    rig.send(anomaly("t", 102, 2, now));
    rig.send(burst(1));
    rig.send(anomaly("g", 300, 1, now));
    rig.send(heartbeat("z", 1, now));
    rig.send(version("x", 400));
    rig.send(version("k1", 401));
    rig.send(version("k2", 401));
  }

  private void theOtherEvents(Rig rig) {
    for (int program = 1; program < PROGRAMS; program += 2) {
      rig.send(anomaly("b" + program, program, 1, now));
    }
    rig.send(varied("v3", "ioctl"));
    rig.send(anomaly("t", 103, 3, now));
    rig.send(anomaly("t", 103, 3, now));
    rig.send(burst(2));
    rig.send(anomaly("g", 300, 4, now));
    rig.send(heartbeat("z", 1, now));
    rig.send(version("k3", 401));
  }

  private Anomaly varied(String host, String previous) {
    Anomaly anomaly = anomaly(host, 200, 1, now);
    Call before = new Call(CallTable.NATIVE, previous.hashCode() & 0xff, previous);
    anomaly.setWindow(List.of(anomaly.getWindow().get(0), before));
    return anomaly;
  }

  private Anomaly burst(long sequence) {
    Anomaly anomaly = anomaly("u", 250, sequence, now);
    anomaly.setMaxLfc(23);
    return anomaly;
  }

  private ProfileState version(String host, int program) {
    ProfileState state = state(host, program, 1, 10, now);
    state.getExecutable().setId(executable(program));
    state.getExecutable().setPath("/usr/bin/versioned");
    return state;
  }
}
