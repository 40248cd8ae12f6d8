package dev.phleet.schemas.registry;

import dev.phleet.schemas.registry.RegistryHttp.Answer;

/** A registry's "no" in words: what was refused, why, and what to do about it. */
final class Refusals {

  private Refusals() {}

  static RegistryRefusedException refused(Answer answer, String what) {
    String message =
        "The schema registry refused "
            + what
            + " (HTTP "
            + answer.status()
            + (answer.errorCode() == 0 ? "" : ", error " + answer.errorCode())
            + "): "
            + oneLine(answer.reason())
            + ". "
            + remedy(answer.status());
    return new RegistryRefusedException(message, answer.status(), answer.errorCode());
  }

  static RegistryRefusedException notRegistry(Answer answer, String what) {
    return new RegistryRefusedException(
        "What answered "
            + what
            + " (HTTP "
            + answer.status()
            + ") does not speak a schema registry's protocol: correct "
            + RegistrySettings.URL
            + ".",
        answer.status(),
        0);
  }

  static RegistryRefusedException notUsable(String what) {
    return new RegistryRefusedException(
        what + " is not an Avro schema that can be used: register the right one.", 200, 0);
  }

  private static String remedy(int status) {
    return switch (status) {
      case 401 -> "Set basic.auth.credentials.source and basic.auth.user.info.";
      case 403 -> "Ask the registry's administrator for the permission.";
      case 301, 302, 303, 307, 308, 404 ->
          "Check that " + RegistrySettings.URL + " is the registry's base address.";
      case 409 ->
          "The schema must be able to read what older ones wrote: give every new field a default,"
              + " or have the administrator change the subject's compatibility.";
      case 422 -> "The registry cannot use the schema or the subject as it is: see its reason.";
      default -> "See the registry's log.";
    };
  }

  private static String oneLine(String text) {
    String line = text.replaceAll("\\s+", " ").strip();
    return line.endsWith(".") ? line.substring(0, line.length() - 1) : line;
  }
}
