package dev.phleet.lab.registry;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Registering, finding and deleting schemas. Whatever writes does so one at a time. */
final class Subjects {
  private final RegistryState state;
  private final SchemasTopic topic;
  private final Rules rules;

  Subjects(RegistryState state, SchemasTopic topic, Rules rules) {
    this.state = state;
    this.topic = topic;
    this.rules = rules;
  }

  /**
   * Registers a schema, or finds it where it is registered already.
   *
   * @param subject under which subject
   * @param text the schema
   * @param importedId the id it must get, in mode IMPORT
   * @return its id
   */
  synchronized int register(String subject, SchemaText text, Optional<Integer> importedId) {
    List<SchemaVersion> versions = state.versions(subject);
    Optional<SchemaVersion> same =
        versions.stream().filter(v -> !v.deleted() && v.says(text)).findFirst();
    if (same.isPresent() && importedId.isEmpty()) {
      return same.get().id();
    }
    rules.requireWritable(subject);
    int id = importedId.isPresent() ? imported(subject, text, importedId.get()) : idFor(text);
    if (importedId.isEmpty()) {
      List<String> misfits = rules.misfits(subject, text, live(versions));
      if (!misfits.isEmpty()) {
        throw RegistryError.incompatible(subject, misfits);
      }
    }
    int version = versions.isEmpty() ? 1 : versions.get(versions.size() - 1).version() + 1;
    topic.write(
        List.of(
            StoredRecord.of(
                new SchemaVersion(
                    subject, version, id, text.canonical(), text.references(), false))));
    return id;
  }

  private int idFor(SchemaText text) {
    return state.idOf(text).orElseGet(() -> state.highestId() + 1);
  }

  private int imported(String subject, SchemaText text, int id) {
    if (rules.modeOf(subject) != Mode.IMPORT) {
      throw RegistryError.notPermitted("Subject " + subject + " is not in import mode");
    }
    if (state.byId(id).filter(v -> !v.says(text)).isPresent()) {
      throw RegistryError.notPermitted("Overwrite new schema with id " + id + " is not permitted.");
    }
    return id;
  }

  /** The version of a subject that says the same. */
  SchemaVersion find(String subject, SchemaText text, boolean deleted) {
    List<SchemaVersion> versions = existing(subject, deleted);
    return versions.stream()
        .filter(v -> v.says(text))
        .reduce((older, newer) -> newer)
        .orElseThrow(RegistryError::noSchema);
  }

  /** Numbers of the versions of a subject. */
  List<Integer> versions(String subject, boolean deleted) {
    return existing(subject, deleted).stream().map(SchemaVersion::version).toList();
  }

  /**
   * One version.
   *
   * @param subject the subject
   * @param number 1 and above, "latest" or "-1"
   * @param deleted whether one that is deleted softly counts
   * @return the version
   */
  SchemaVersion version(String subject, String number, boolean deleted) {
    int wanted = parse(number);
    List<SchemaVersion> versions = existing(subject, deleted);
    return versions.stream()
        .filter(v -> wanted == LATEST || v.version() == wanted)
        .reduce((older, newer) -> newer)
        .orElseThrow(() -> RegistryError.noVersion(wanted));
  }

  synchronized List<Integer> deleteSubject(String subject, boolean permanent) {
    List<SchemaVersion> versions = state.versions(subject);
    if (versions.isEmpty()) {
      throw RegistryError.noSubject(subject);
    }
    rules.requireWritable(subject);
    List<SchemaVersion> live = live(versions);
    List<SchemaVersion> going = permanent ? versions : live;
    if (permanent && !live.isEmpty()) {
      throw RegistryError.subjectNotSoftDeleted(subject);
    }
    if (!permanent && live.isEmpty()) {
      throw RegistryError.subjectSoftDeleted(subject);
    }
    going.forEach(this::requireNoReferences);
    topic.write(permanent ? goneRecords(subject, versions) : deletion(subject, live));
    return going.stream().map(SchemaVersion::version).toList();
  }

  private static List<StoredRecord> deletion(String subject, List<SchemaVersion> live) {
    return List.of(StoredRecord.subjectDeleted(subject, live.get(live.size() - 1).version()));
  }

  private List<StoredRecord> goneRecords(String subject, List<SchemaVersion> versions) {
    List<StoredRecord> records = new ArrayList<>();
    versions.forEach(v -> records.add(StoredRecord.schemaGone(subject, v.version())));
    records.add(StoredRecord.subjectGone(subject));
    if (state.level(subject).isPresent()) {
      records.add(StoredRecord.level(subject, null));
    }
    if (state.mode(subject).isPresent()) {
      records.add(StoredRecord.mode(subject, null));
    }
    return records;
  }

  synchronized int deleteVersion(String subject, String number, boolean permanent) {
    SchemaVersion version = version(subject, number, true);
    rules.requireWritable(subject);
    if (permanent && !version.deleted()) {
      throw RegistryError.versionNotSoftDeleted(subject, version.version());
    }
    if (!permanent && version.deleted()) {
      throw RegistryError.versionSoftDeleted(subject, version.version());
    }
    requireNoReferences(version);
    topic.write(
        List.of(
            permanent
                ? StoredRecord.schemaGone(subject, version.version())
                : StoredRecord.of(version.asDeleted())));
    return version.version();
  }

  /** Ids of the schemas that use a version by name. */
  List<Integer> referencedBy(SchemaVersion version) {
    return state.all().stream()
        .filter(v -> !v.deleted())
        .filter(v -> v.references().stream().anyMatch(r -> pointsTo(r, version)))
        .map(SchemaVersion::id)
        .distinct()
        .sorted()
        .toList();
  }

  private static boolean pointsTo(Reference reference, SchemaVersion version) {
    return reference.subject().equals(version.subject())
        && reference.version() == version.version();
  }

  private void requireNoReferences(SchemaVersion version) {
    if (!referencedBy(version).isEmpty()) {
      throw RegistryError.referenced(version.subject(), version.version());
    }
  }

  /**
   * Whether a schema would fit.
   *
   * @param subject the subject
   * @param number against which version; empty for those that the level names
   * @param text the schema
   * @return why not; empty when it fits
   */
  List<String> misfits(String subject, Optional<String> number, SchemaText text) {
    List<SchemaVersion> live = live(state.versions(subject));
    boolean latest = number.isPresent() && parse(number.get()) == LATEST;
    if (number.isEmpty() || (latest && live.isEmpty())) {
      return rules.misfits(subject, text, live);
    }
    return rules.misfits(subject, text, List.of(version(subject, number.get(), false)));
  }

  private List<SchemaVersion> existing(String subject, boolean deleted) {
    List<SchemaVersion> versions = state.versions(subject);
    List<SchemaVersion> wanted = deleted ? versions : live(versions);
    if (wanted.isEmpty()) {
      throw RegistryError.noSubject(subject);
    }
    return wanted;
  }

  private static List<SchemaVersion> live(List<SchemaVersion> versions) {
    return versions.stream().filter(v -> !v.deleted()).toList();
  }

  private static final int LATEST = -1;

  private static int parse(String number) {
    if (number.equals("latest")) {
      return LATEST;
    }
    try {
      int n = Integer.parseInt(number);
      if (n >= 1 || n == LATEST) {
        return n;
      }
    } catch (NumberFormatException e) {
      throw RegistryError.invalidVersion(number);
    }
    throw RegistryError.invalidVersion(number);
  }
}
