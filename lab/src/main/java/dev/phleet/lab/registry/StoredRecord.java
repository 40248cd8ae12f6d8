package dev.phleet.lab.registry;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;

/**
 * One record of the topic, in Confluent's JSON, so that Confluent's own registry could carry on
 * with it and the other way round.
 *
 * @param key the key
 * @param value the value; null is a tombstone
 */
record StoredRecord(String key, String value) {
  static final ObjectMapper JSON = new ObjectMapper();

  static StoredRecord of(SchemaVersion v) {
    ObjectNode value = JSON.createObjectNode();
    value.put("subject", v.subject()).put("version", v.version()).put("id", v.id());
    if (!v.references().isEmpty()) {
      value.set("references", referencesToJson(v.references()));
    }
    value.put("schema", v.schema()).put("deleted", v.deleted());
    return new StoredRecord(schemaKey(v.subject(), v.version()), value.toString());
  }

  static StoredRecord schemaGone(String subject, int version) {
    return new StoredRecord(schemaKey(subject, version), null);
  }

  static StoredRecord subjectDeleted(String subject, int version) {
    ObjectNode value = JSON.createObjectNode().put("subject", subject).put("version", version);
    return new StoredRecord(key("DELETE_SUBJECT", subject), value.toString());
  }

  static StoredRecord subjectGone(String subject) {
    return new StoredRecord(key("DELETE_SUBJECT", subject), null);
  }

  /** A null subject means all of them; a null level removes the setting. */
  static StoredRecord level(String subject, CompatibilityLevel level) {
    return new StoredRecord(
        key("CONFIG", subject),
        level == null
            ? null
            : JSON.createObjectNode().put("compatibilityLevel", level.name()).toString());
  }

  /** A null subject means all of them; a null mode removes the setting. */
  static StoredRecord mode(String subject, Mode mode) {
    return new StoredRecord(
        key("MODE", subject),
        mode == null ? null : JSON.createObjectNode().put("mode", mode.name()).toString());
  }

  JsonNode keyJson() throws JsonProcessingException {
    return JSON.readTree(key);
  }

  JsonNode valueJson() throws JsonProcessingException {
    return JSON.readTree(value);
  }

  static SchemaVersion schemaFrom(JsonNode value) {
    return new SchemaVersion(
        value.required("subject").asText(),
        value.required("version").asInt(),
        value.required("id").asInt(),
        value.required("schema").asText(),
        referencesFrom(value.path("references")),
        value.path("deleted").asBoolean());
  }

  static List<Reference> referencesFrom(JsonNode references) {
    List<Reference> list = new ArrayList<>();
    for (JsonNode r : references) {
      list.add(
          new Reference(
              r.path("name").asText(), r.path("subject").asText(), r.path("version").asInt()));
    }
    return List.copyOf(list);
  }

  static ArrayNode referencesToJson(List<Reference> references) {
    ArrayNode array = JSON.createArrayNode();
    for (Reference r : references) {
      array
          .addObject()
          .put("name", r.name())
          .put("subject", r.subject())
          .put("version", r.version());
    }
    return array;
  }

  private static String schemaKey(String subject, int version) {
    return JSON.createObjectNode()
        .put("keytype", "SCHEMA")
        .put("subject", subject)
        .put("version", version)
        .put("magic", 1)
        .toString();
  }

  private static String key(String type, String subject) {
    return JSON.createObjectNode()
        .put("keytype", type)
        .put("subject", subject)
        .put("magic", 0)
        .toString();
  }
}
