package dev.phleet.lab.registry;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Stream;

/** What the topic says, as far as it has been read. Safe for several threads. */
final class RegistryState {
  private static final String EVERY_SUBJECT = "";
  private final TreeMap<String, TreeMap<Integer, SchemaVersion>> subjects = new TreeMap<>();
  private final Map<String, CompatibilityLevel> levels = new HashMap<>();
  private final Map<String, Mode> modes = new HashMap<>();
  private int highestId;

  /**
   * Takes in the next record of the topic.
   *
   * @param record the record
   * @throws JsonProcessingException when it is not JSON
   * @throws IllegalArgumentException when it is not a record of a registry
   * @throws RegistryError when it holds a level or mode that does not exist
   */
  synchronized void apply(StoredRecord record) throws JsonProcessingException {
    JsonNode key = record.keyJson();
    String subject = key.path("subject").asText(EVERY_SUBJECT);
    JsonNode value = record.value() == null ? null : record.valueJson();
    switch (key.path("keytype").asText()) {
      case "SCHEMA" -> applySchema(subject, key.path("version").asInt(), value);
      case "CONFIG" ->
          put(
              levels,
              subject,
              value,
              v -> CompatibilityLevel.of(v.path("compatibilityLevel").asText()));
      case "MODE" -> put(modes, subject, value, v -> Mode.of(v.path("mode").asText()));
      case "DELETE_SUBJECT" -> applyDeletion(subject, value);
      default -> {
        // NOOP, and what later registries may add.
      }
    }
  }

  private void applySchema(String subject, int version, JsonNode value) {
    if (value == null) {
      TreeMap<Integer, SchemaVersion> versions = subjects.get(subject);
      if (versions != null && versions.remove(version) != null && versions.isEmpty()) {
        subjects.remove(subject);
      }
      return;
    }
    SchemaVersion schema = StoredRecord.schemaFrom(value);
    subjects.computeIfAbsent(subject, s -> new TreeMap<>()).put(version, schema);
    highestId = Math.max(highestId, schema.id());
  }

  private void applyDeletion(String subject, JsonNode value) {
    if (value != null && subjects.containsKey(subject)) {
      int last = value.path("version").asInt();
      subjects.get(subject).headMap(last, true).replaceAll((n, v) -> v.asDeleted());
    }
  }

  private static <T> void put(
      Map<String, T> map, String subject, JsonNode value, Function<JsonNode, T> read) {
    if (value == null) {
      map.remove(subject);
    } else {
      map.put(subject, read.apply(value));
    }
  }

  /** Names of subjects, sorted; those that are deleted softly only when asked for. */
  synchronized List<String> subjects(String prefix, boolean deleted) {
    return subjects.entrySet().stream()
        .filter(e -> e.getKey().startsWith(prefix))
        .filter(e -> deleted || e.getValue().values().stream().anyMatch(v -> !v.deleted()))
        .map(Map.Entry::getKey)
        .toList();
  }

  /** All versions of a subject, oldest first, those deleted softly included. */
  synchronized List<SchemaVersion> versions(String subject) {
    return List.copyOf(subjects.getOrDefault(subject, new TreeMap<>()).values());
  }

  /** All versions of all subjects. */
  synchronized List<SchemaVersion> all() {
    return everything().toList();
  }

  synchronized Optional<SchemaVersion> version(String subject, int version) {
    return Optional.ofNullable(subjects.getOrDefault(subject, new TreeMap<>()).get(version));
  }

  /** Any version with that id, deleted softly or not. */
  synchronized Optional<SchemaVersion> byId(int id) {
    return first(v -> v.id() == id);
  }

  /** The id of a schema that says the same, in whatever subject. */
  synchronized Optional<Integer> idOf(SchemaText text) {
    return first(v -> v.says(text)).map(SchemaVersion::id);
  }

  synchronized int highestId() {
    return highestId;
  }

  /** A null subject means the setting for all of them. */
  synchronized Optional<CompatibilityLevel> level(String subject) {
    return Optional.ofNullable(levels.get(subject == null ? EVERY_SUBJECT : subject));
  }

  /** A null subject means the setting for all of them. */
  synchronized Optional<Mode> mode(String subject) {
    return Optional.ofNullable(modes.get(subject == null ? EVERY_SUBJECT : subject));
  }

  private Optional<SchemaVersion> first(Predicate<SchemaVersion> what) {
    return everything().filter(what).findFirst();
  }

  private Stream<SchemaVersion> everything() {
    return subjects.values().stream().flatMap(versions -> versions.values().stream());
  }
}
