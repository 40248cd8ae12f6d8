package dev.phleet.lab.registry;

import java.util.Map;

/** The calls about compatibility levels and modes, in the words of the protocol. */
final class RuleCalls {
  private final Rules rules;

  RuleCalls(Rules rules) {
    this.rules = rules;
  }

  Map<String, String> level() {
    return Map.of("compatibilityLevel", rules.level().name());
  }

  Map<String, String> levelOf(Request r, String subject) {
    CompatibilityLevel level =
        r.flag("defaultToGlobal")
            ? rules.levelOf(subject)
            : rules.ownLevel(subject).orElseThrow(() -> RegistryError.noSubjectLevel(subject));
    return Map.of("compatibilityLevel", level.name());
  }

  Map<String, String> setLevel(Request r, String subject) {
    CompatibilityLevel level = CompatibilityLevel.of(r.text("compatibility"));
    rules.setLevel(subject, level);
    return Map.of("compatibility", level.name());
  }

  Map<String, String> removeLevel(String subject) {
    return Map.of("compatibilityLevel", rules.removeLevel(subject).name());
  }

  Map<String, String> mode() {
    return Map.of("mode", rules.mode().name());
  }

  Map<String, String> modeOf(Request r, String subject) {
    Mode mode =
        r.flag("defaultToGlobal")
            ? rules.modeOf(subject)
            : rules.ownMode(subject).orElseThrow(() -> RegistryError.noSubjectMode(subject));
    return Map.of("mode", mode.name());
  }

  Map<String, String> setMode(Request r, String subject) {
    Mode mode = Mode.of(r.text("mode"));
    rules.setMode(subject, mode, r.flag("force"));
    return Map.of("mode", mode.name());
  }

  Map<String, String> removeMode(String subject) {
    return Map.of("mode", rules.removeMode(subject).name());
  }
}
