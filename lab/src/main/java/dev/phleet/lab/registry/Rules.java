package dev.phleet.lab.registry;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.avro.Schema;

/** What is allowed in a subject: compatibility levels and modes, its own or those of all. */
final class Rules {
  static final CompatibilityLevel DEFAULT_LEVEL = CompatibilityLevel.BACKWARD;
  static final Mode DEFAULT_MODE = Mode.READWRITE;
  private final RegistryState state;
  private final SchemasTopic topic;
  private final SchemaReader reader;

  Rules(RegistryState state, SchemasTopic topic, SchemaReader reader) {
    this.state = state;
    this.topic = topic;
    this.reader = reader;
  }

  CompatibilityLevel level() {
    return state.level(null).orElse(DEFAULT_LEVEL);
  }

  CompatibilityLevel levelOf(String subject) {
    return state.level(subject).orElseGet(this::level);
  }

  Optional<CompatibilityLevel> ownLevel(String subject) {
    return state.level(subject);
  }

  /** A null subject means all of them. */
  void setLevel(String subject, CompatibilityLevel level) {
    topic.write(List.of(StoredRecord.level(subject, level)));
  }

  /**
   * Removes a level.
   *
   * @param subject whose; null for the one of all subjects
   * @return the level that was removed
   */
  CompatibilityLevel removeLevel(String subject) {
    CompatibilityLevel old =
        subject == null
            ? level()
            : ownLevel(subject).orElseThrow(() -> RegistryError.noSubject(subject));
    topic.write(List.of(StoredRecord.level(subject, null)));
    return old;
  }

  Mode mode() {
    return state.mode(null).orElse(DEFAULT_MODE);
  }

  Mode modeOf(String subject) {
    return state.mode(subject).orElseGet(this::mode);
  }

  Optional<Mode> ownMode(String subject) {
    return state.mode(subject);
  }

  /**
   * Sets a mode.
   *
   * @param subject whose; null for all
   * @param mode the new mode
   * @param force import even into what is not empty
   * @throws RegistryError 42205 when something is there already
   */
  void setMode(String subject, Mode mode, boolean force) {
    boolean empty =
        subject == null
            ? state.subjects("", false).isEmpty()
            : state.versions(subject).stream().allMatch(SchemaVersion::deleted);
    if (mode == Mode.IMPORT && !force && !empty) {
      throw RegistryError.notPermitted("Cannot import since found existing subjects");
    }
    topic.write(List.of(StoredRecord.mode(subject, mode)));
  }

  Mode removeMode(String subject) {
    Mode old = ownMode(subject).orElseThrow(() -> RegistryError.noSubject(subject));
    topic.write(List.of(StoredRecord.mode(subject, null)));
    return old;
  }

  void requireWritable(String subject) {
    if (mode() == Mode.READONLY_OVERRIDE || modeOf(subject).readsOnly()) {
      throw RegistryError.notPermitted("Subject " + subject + " is in read-only mode");
    }
  }

  /**
   * Why a schema does not fit to earlier ones at the subject's level.
   *
   * @param subject the subject
   * @param text the new schema
   * @param earlier the earlier ones, oldest first
   * @return the reasons; empty when it fits
   */
  List<String> misfits(String subject, SchemaText text, List<SchemaVersion> earlier) {
    List<Schema> schemas = new ArrayList<>();
    for (SchemaVersion version : earlier) {
      schemas.add(reader.read(version).schema());
    }
    return levelOf(subject).check(text.schema(), schemas);
  }
}
