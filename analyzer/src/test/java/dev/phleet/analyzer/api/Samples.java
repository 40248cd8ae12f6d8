package dev.phleet.analyzer.api;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.phleet.analyzer.evidence.EventName;
import dev.phleet.analyzer.query.EventDocument;
import dev.phleet.schemas.event.Anomaly;
import dev.phleet.schemas.event.Call;
import dev.phleet.schemas.event.CallTable;
import dev.phleet.schemas.event.CollectorPhase;
import dev.phleet.schemas.event.CollectorStatus;
import dev.phleet.schemas.event.Evidence;
import dev.phleet.schemas.event.Executable;
import dev.phleet.schemas.event.FleetProfile;
import dev.phleet.schemas.event.Host;
import dev.phleet.schemas.event.Incident;
import dev.phleet.schemas.event.IncidentStatus;
import dev.phleet.schemas.event.IncidentType;
import dev.phleet.schemas.event.Loss;
import dev.phleet.schemas.event.Prevalence;
import dev.phleet.schemas.event.Process;
import dev.phleet.schemas.event.ProfileCounters;
import dev.phleet.schemas.event.Scope;
import dev.phleet.schemas.event.Severity;
import dev.phleet.schemas.event.Sighting;
import dev.phleet.schemas.event.Source;
import dev.phleet.schemas.event.State;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/** Things to be asked for. */
record Samples(List<Incident> incidents, List<FleetProfile> profiles) {
  static final Instant TIME = Instant.parse("2026-11-21T10:00:00.5Z");
  static final String PATH_ID = "path:/usr/bin/a b%c";

  static Incident incident(String id) {
    Host host = new Host("h/1", "one", "boot");
    return Incident.newBuilder()
        .setId(id)
        .setRevision(3)
        .setType(IncidentType.SPREAD)
        .setStatus(IncidentStatus.UPDATED)
        .setSeverity(Severity.HIGH)
        .setTitle("a misbehaves alike on 1 host")
        .setOpenedAt(TIME)
        .setUpdatedAt(TIME.plusSeconds(1))
        .setHosts(List.of("h/1"))
        .setSightings(List.of(new Sighting(host, TIME, TIME, 2L)))
        .setCount(2)
        .setExecutable(new Executable(PATH_ID, "/usr/bin/a b%c", 0xFEDC_BA98_7654_3210L))
        .setWindow(List.of(new Call(CallTable.NATIVE, 1, "write")))
        .setMismatches(List.of(1, 3))
        .setEvidence(List.of(new Evidence("h/1", "run", 23L), new Evidence("h/1", "run", 24L)))
        .setExplanation("no host knows it")
        .setPrevalence(new Prevalence(23, 0, 7))
        .setExecutables(List.of())
        .build();
  }

  static ObjectNode anomaly(EventName name) {
    return EventDocument.of(
        Anomaly.newBuilder()
            .setHost(new Host(name.hostId(), "one", "boot"))
            .setSource(new Source(name.runId(), name.sequence()))
            .setTime(TIME)
            .setExecutable(new Executable(PATH_ID, "/usr/bin/a b%c", 7L))
            .setProcess(new Process(23, 23, 1, 0L, "a", 5L, null, null, List.of(), null))
            .setArchitecture("x86_64")
            .setWindow(List.of(new Call(CallTable.NATIVE, 1, "write")))
            .setMismatches(List.of(1, 3))
            .setLfc(1)
            .setMaxLfc(1)
            .setState(State.NORMAL)
            .setCounters(new ProfileCounters(100L, 100L, 3L, 4L, 1L))
            .build());
  }

  static ObjectNode executableHost() {
    ObjectNode host = JsonNodeFactory.instance.objectNode();
    host.put("hostId", "h/1").put("state", "NORMAL").put("calls", 10).put("anomalies", 0);
    host.put("pairs", 5).put("firstSeen", TIME.toString()).put("lastSeen", TIME.toString());
    host.putArray("paths").add("/usr/bin/a");
    return host;
  }

  static FleetProfile profile(String id) {
    return FleetProfile.newBuilder()
        .setExecutableId(id)
        .setPaths(List.of("/usr/bin/a b%c"))
        .setHosts(23)
        .setTraining(1)
        .setFrozen(2)
        .setNormal(20)
        .setCalls(1L << 52)
        .setAnomalies(7)
        .setMinPairs(3)
        .setMaxPairs(5)
        .setFirstSeen(TIME)
        .setLastSeen(TIME)
        .setOutliers(List.of("h/1"))
        .build();
  }

  static ObjectNode host() {
    ObjectNode host =
        EventDocument.of(
            CollectorStatus.newBuilder()
                .setHost(new Host("h/1", "one", "boot"))
                .setSource(new Source("run", 7L))
                .setTime(TIME)
                .setPhase(CollectorPhase.RUNNING)
                .setStartedAt(TIME)
                .setVersion("1")
                .setKernel("6.1")
                .setArchitecture("x86_64")
                .setScope(new Scope("host", ""))
                .setMonitoring(true)
                .setTasks(3)
                .setProfiles(Map.of("NORMAL", 2L))
                .setPublished(Map.of("anomalies", 2L))
                .setAcknowledged(Map.of("anomalies", 2L))
                .setBrokerReachable(true)
                .setQueued(0)
                .setResidentBytes(1)
                .setLosses(List.of(new Loss("kernel", "ring.anomaly", 2L)))
                .build());
    host.put("arrivedAt", EventDocument.time(TIME)).put("silent", false).put("lossesGrown", 0);
    host.putNull("lastLossAt");
    return host;
  }

  static ObjectNode fleetPairs() {
    ObjectNode pairs = JsonNodeFactory.instance.objectNode();
    pairs.put("executableId", PATH_ID).put("architecture", "x86_64").put("hosts", 3);
    pairs.put("normalHosts", 2);
    pairs
        .putArray("calls")
        .addObject()
        .put("table", "NATIVE")
        .put("number", 1)
        .put("name", "write");
    ObjectNode cell = pairs.putArray("cells").addObject().put("current", 0).put("previous", 0);
    var training = cell.putArray("training");
    var test = cell.putArray("test");
    for (int distance = 1; distance <= 8; distance++) {
      training.add(distance % 4);
      test.add(distance % 3);
    }
    return pairs;
  }

  static JsonNode items(JsonNode... all) {
    ObjectNode answer = JsonNodeFactory.instance.objectNode();
    var items = answer.putArray("items");
    for (JsonNode each : all) {
      items.add(each);
    }
    return answer;
  }
}
