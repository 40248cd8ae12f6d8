package dev.phleet.analyzer.ocsf;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.phleet.analyzer.intake.Readings;
import dev.phleet.analyzer.ocsf.DetectionFinding.Activity;
import dev.phleet.analyzer.ocsf.DetectionFinding.Level;
import dev.phleet.schemas.event.Anomaly;

/**
 * An anomaly as a finding. It is informational: one surprise on one host accuses nobody, what
 * matters becomes an incident.
 */
public final class AnomalyFinding {
  private AnomalyFinding() {}

  /** The finding as one line of JSON. */
  public static String json(Anomaly anomaly) {
    return of(anomaly).toString();
  }

  /** Identity of an anomaly's finding: host, run and sequence number. */
  public static String uid(Anomaly anomaly) {
    return uid(
        anomaly.getHost().getId(),
        anomaly.getSource().getRunId(),
        anomaly.getSource().getSequence());
  }

  /** The same of an anomaly that is only referred to. */
  static String uid(String host, String run, long sequence) {
    return DetectionFinding.text(host + "/" + run + "/" + sequence);
  }

  private static ObjectNode of(Anomaly anomaly) {
    String uid = uid(anomaly);
    String phrase = Readings.observation(anomaly).pattern().phrase();
    String title =
        Artifacts.name(anomaly.getExecutable())
            + " behaves on "
            + DetectionFinding.text(anomaly.getHost().getName())
            + " as it never did: "
            + phrase;
    ObjectNode event =
        DetectionFinding.of(Activity.CREATE, Level.INFORMATIONAL, anomaly.getTime(), title);
    event.put("status_id", 1).put("status", "New").put("is_alert", false);
    DetectionFinding.metadata(event, uid, "ANOMALY")
        .put("sequence", anomaly.getSource().getSequence());
    ObjectNode info = event.putObject("finding_info");
    info.put("uid", uid).put("title", DetectionFinding.text(title));
    info.put("created_time", anomaly.getTime().toEpochMilli());
    info.putArray("types").add("ANOMALY");
    DetectionFinding.analytic(info, "lookahead pairs", false);
    Artifacts.device(event, anomaly.getHost());
    evidence(event, anomaly);
    observables(event, anomaly);
    return event;
  }

  private static void evidence(ObjectNode event, Anomaly anomaly) {
    ObjectNode evidence = event.putArray("evidences").addObject();
    ObjectNode data =
        Artifacts.window(
            evidence, anomaly.getArchitecture(), anomaly.getWindow(), anomaly.getMismatches());
    data.put("lfc", anomaly.getLfc()).put("maxLfc", anomaly.getMaxLfc());
    data.put("score", anomaly.getScore());
    Artifacts.process(evidence, anomaly.getProcess(), anomaly.getExecutable());
  }

  private static void observables(ObjectNode event, Anomaly anomaly) {
    ArrayNode observables = event.putArray("observables");
    DetectionFinding.observable(
        observables,
        "device.hostname",
        Artifacts.HOSTNAME,
        "Hostname",
        anomaly.getHost().getName());
    if (Artifacts.hashed(anomaly.getExecutable())) {
      DetectionFinding.observable(
          observables,
          "evidences.process.file.hashes.value",
          Artifacts.HASH,
          "Hash",
          Artifacts.hash(anomaly.getExecutable()));
    }
  }
}
