package dev.phleet.analyzer.ocsf;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;

/**
 * What every OCSF event of the class Detection Finding has (class 2004 of the Open Cybersecurity
 * Schema Framework, version {@value #VERSION}). Times are milliseconds since 1970.
 */
final class DetectionFinding {
  static final String VERSION = "1.5.0";

  /** Hosts, executables and events that a finding lists at most. */
  static final int LISTED = 25;

  private static final int LONGEST = 500;
  private static final JsonNodeFactory NODES = JsonNodeFactory.instance;
  private static final int CATEGORY = 2;
  private static final int CLASS = 2004;
  private static final int TYPES_A_CLASS = 100;

  /** What happened to the finding. */
  enum Activity {
    CREATE(1, "Create"),
    UPDATE(2, "Update"),
    CLOSE(3, "Close");

    private final int id;
    private final String caption;

    Activity(int id, String caption) {
      this.id = id;
      this.caption = caption;
    }

    /** Class and activity in one number. */
    int type() {
      return CLASS * TYPES_A_CLASS + id;
    }
  }

  /** How much it matters. */
  enum Level {
    INFORMATIONAL(1, "Informational"),
    LOW(2, "Low"),
    MEDIUM(3, "Medium"),
    HIGH(4, "High"),
    CRITICAL(5, "Critical");

    private final int id;
    private final String caption;

    Level(int id, String caption) {
      this.id = id;
      this.caption = caption;
    }
  }

  private DetectionFinding() {}

  /** The attributes that say what the event is, when it was and how much it matters. */
  static ObjectNode of(Activity activity, Level level, Instant time, String message) {
    ObjectNode event = NODES.objectNode();
    event.put("category_uid", CATEGORY).put("category_name", "Findings");
    event.put("class_uid", CLASS).put("class_name", "Detection Finding");
    event.put("activity_id", activity.id).put("activity_name", activity.caption);
    event.put("type_uid", activity.type());
    event.put("type_name", "Detection Finding: " + activity.caption);
    event.put("severity_id", level.id).put("severity", level.caption);
    event.put("time", time.toEpochMilli());
    event.put("message", text(message));
    return event;
  }

  /**
   * Who says it.
   *
   * @param event where it goes
   * @param uid identity of this record: the same when it is delivered twice
   * @param code what kind of thing it is, in phleet's words
   */
  static ObjectNode metadata(ObjectNode event, String uid, String code) {
    ObjectNode metadata = event.putObject("metadata");
    metadata.put("version", VERSION).put("uid", text(uid)).put("event_code", code);
    ObjectNode product = metadata.putObject("product");
    product.put("name", "phleet").put("vendor_name", "phleet").put("version", version());
    return metadata;
  }

  /** How it was found: by a rule, or as behaviour that a profile does not know. */
  static void analytic(ObjectNode info, String name, boolean rule) {
    ObjectNode analytic = info.putObject("analytic");
    analytic.put("name", name).put("type_id", rule ? 1 : 2);
    analytic.put("type", rule ? "Rule" : "Behavioral");
  }

  /**
   * A text as findings have it: a hostile host may send names as long as it likes, and a record has
   * to stay below the broker's limit. With {@value #LISTED} of everything at most it does.
   */
  static String text(String text) {
    return text.length() <= LONGEST ? text : text.substring(0, LONGEST) + "…";
  }

  /** A value that others can be searched for by. */
  static void observable(ArrayNode observables, String name, int type, String caption, String v) {
    observables
        .addObject()
        .put("name", name)
        .put("type_id", type)
        .put("type", caption)
        .put("value", text(v));
  }

  private static String version() {
    String version = DetectionFinding.class.getPackage().getImplementationVersion();
    return version == null ? "development" : version;
  }
}
