package dev.phleet.lab.registry;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** The calls about subjects and schemas, in the words of the protocol. */
final class SubjectCalls {
  private final RegistryState state;
  private final Subjects subjects;
  private final SchemaReader reader;

  SubjectCalls(RegistryState state, Subjects subjects, SchemaReader reader) {
    this.state = state;
    this.subjects = subjects;
    this.reader = reader;
  }

  List<String> subjects(Request r) {
    return state.subjects(r.query().getOrDefault("subjectPrefix", ""), r.flag("deleted"));
  }

  Object register(Request r, String subject) {
    Optional<Integer> id =
        r.body().path("id").asInt(-1) > 0
            ? Optional.of(r.body().path("id").asInt())
            : Optional.empty();
    return Map.of("id", subjects.register(subject, text(r), id));
  }

  Object find(Request r, String subject) {
    if (state.versions(subject).isEmpty()) {
      throw RegistryError.noSubject(subject);
    }
    return json(subjects.find(subject, text(r), r.flag("deleted")));
  }

  List<Integer> deleteSubject(Request r, String subject) {
    return subjects.deleteSubject(subject, r.flag("permanent"));
  }

  List<Integer> versions(Request r, String subject) {
    return subjects.versions(subject, r.flag("deleted"));
  }

  Object version(Request r, String subject, String number) {
    return json(subjects.version(subject, number, r.flag("deleted")));
  }

  Object versionSchema(Request r, String subject, String number) {
    return new RawJson(subjects.version(subject, number, r.flag("deleted")).schema());
  }

  int deleteVersion(Request r, String subject, String number) {
    return subjects.deleteVersion(subject, number, r.flag("permanent"));
  }

  List<Integer> referencedBy(String subject, String number) {
    return subjects.referencedBy(subjects.version(subject, number, true));
  }

  Object compatibility(Request r, String subject, String number) {
    List<String> misfits = subjects.misfits(subject, Optional.ofNullable(number), text(r));
    return r.flag("verbose")
        ? Map.of("is_compatible", misfits.isEmpty(), "messages", misfits)
        : Map.of("is_compatible", misfits.isEmpty());
  }

  List<ObjectNode> schemas(Request r) {
    boolean deleted = r.flag("deleted");
    String prefix = r.query().getOrDefault("subjectPrefix", "");
    return state.subjects(prefix, deleted).stream()
        .flatMap(s -> ofSubject(s, deleted, r.flag("latestOnly")))
        .map(SubjectCalls::json)
        .toList();
  }

  private Stream<SchemaVersion> ofSubject(String subject, boolean deleted, boolean latestOnly) {
    List<SchemaVersion> versions =
        state.versions(subject).stream().filter(v -> deleted || !v.deleted()).toList();
    return versions.stream().skip(latestOnly ? versions.size() - 1 : 0);
  }

  Object schema(Request r, String id) {
    SchemaVersion version = byId(id);
    ObjectNode answer = StoredRecord.JSON.createObjectNode().put("schema", version.schema());
    putReferences(answer, version);
    if (r.flag("fetchMaxId")) {
      answer.put("maxId", state.highestId());
    }
    return answer;
  }

  Object schemaOnly(String id) {
    return new RawJson(byId(id).schema());
  }

  List<String> subjectsOf(Request r, String id) {
    return users(r, id).map(SchemaVersion::subject).distinct().toList();
  }

  List<ObjectNode> versionsOf(Request r, String id) {
    return users(r, id)
        .map(
            v ->
                StoredRecord.JSON
                    .createObjectNode()
                    .put("subject", v.subject())
                    .put("version", v.version()))
        .toList();
  }

  private Stream<SchemaVersion> users(Request r, String id) {
    int wanted = byId(id).id();
    return state.all().stream()
        .filter(v -> v.id() == wanted && (r.flag("deleted") || !v.deleted()));
  }

  private SchemaVersion byId(String id) {
    try {
      int number = Integer.parseInt(id);
      return state.byId(number).orElseThrow(() -> RegistryError.noSchema(number));
    } catch (NumberFormatException e) {
      throw RegistryError.noSuchPath();
    }
  }

  private SchemaText text(Request r) {
    String type = r.body().path("schemaType").asText("AVRO");
    if (!type.equals("AVRO")) {
      throw RegistryError.invalidSchema("type " + type + " is not supported, only AVRO is");
    }
    return reader.read(r.text("schema"), StoredRecord.referencesFrom(r.body().path("references")));
  }

  private static ObjectNode json(SchemaVersion v) {
    ObjectNode answer =
        StoredRecord.JSON
            .createObjectNode()
            .put("subject", v.subject())
            .put("version", v.version())
            .put("id", v.id());
    putReferences(answer, v);
    return answer.put("schema", v.schema());
  }

  private static void putReferences(ObjectNode answer, SchemaVersion v) {
    if (!v.references().isEmpty()) {
      answer.set("references", StoredRecord.referencesToJson(v.references()));
    }
  }
}
