package dev.phleet.lab.registry;

/** A request that is refused, with Confluent's HTTP status and error code. */
final class RegistryError extends RuntimeException {
  private final int status;
  private final int code;

  private RegistryError(int status, int code, String message) {
    super(message, null, false, false);
    this.status = status;
    this.code = code;
  }

  int status() {
    return status;
  }

  int code() {
    return code;
  }

  static RegistryError noSuchPath() {
    return new RegistryError(404, 404, "HTTP 404 Not Found");
  }

  static RegistryError wrongMethod() {
    return new RegistryError(405, 405, "HTTP 405 Method Not Allowed");
  }

  static RegistryError badRequest(String why) {
    return new RegistryError(400, 400, why);
  }

  static RegistryError tooLarge(int limit) {
    return new RegistryError(413, 413, "The body is larger than " + limit + " bytes");
  }

  static RegistryError noSubject(String subject) {
    return new RegistryError(404, 40401, "Subject '" + subject + "' not found.");
  }

  static RegistryError noVersion(int version) {
    return new RegistryError(404, 40402, "Version " + version + " not found.");
  }

  static RegistryError noSchema() {
    return new RegistryError(404, 40403, "Schema not found");
  }

  static RegistryError noSchema(int id) {
    return new RegistryError(404, 40403, "Schema " + id + " not found");
  }

  static RegistryError subjectSoftDeleted(String subject) {
    return new RegistryError(
        404,
        40404,
        "Subject '" + subject + "' was soft deleted. Set permanent=true to delete permanently");
  }

  static RegistryError subjectNotSoftDeleted(String subject) {
    return new RegistryError(
        404,
        40405,
        "Subject '" + subject + "' was not deleted first before being permanently deleted");
  }

  static RegistryError versionSoftDeleted(String subject, int version) {
    return new RegistryError(
        404,
        40406,
        "Subject '%s' Version %d was soft deleted. Set permanent=true to delete permanently"
            .formatted(subject, version));
  }

  static RegistryError versionNotSoftDeleted(String subject, int version) {
    return new RegistryError(
        404,
        40407,
        "Subject '%s' Version %d was not deleted first before being permanently deleted"
            .formatted(subject, version));
  }

  static RegistryError noSubjectLevel(String subject) {
    return new RegistryError(
        404,
        40408,
        "Subject '" + subject + "' does not have subject-level compatibility configured");
  }

  static RegistryError noSubjectMode(String subject) {
    return new RegistryError(
        404, 40409, "Subject '" + subject + "' does not have subject-level mode configured");
  }

  static RegistryError incompatible(String subject, Iterable<String> reasons) {
    return new RegistryError(
        409,
        409,
        "Schema being registered is incompatible with an earlier schema for subject \"%s\", details: [%s]"
            .formatted(subject, String.join(", ", reasons)));
  }

  static RegistryError invalidSchema(String why) {
    return new RegistryError(422, 42201, "Invalid schema: " + why);
  }

  static RegistryError invalidVersion(String version) {
    return new RegistryError(
        422,
        42202,
        "The specified version '%s' is not a valid version id. Allowed values are between [1, 2^31-1] and the string \"latest\""
            .formatted(version));
  }

  static RegistryError invalidLevel() {
    return new RegistryError(
        422,
        42203,
        "Invalid compatibility level. Valid values are none, backward, forward, full, backward_transitive, forward_transitive, and full_transitive");
  }

  static RegistryError invalidMode() {
    return new RegistryError(
        422,
        42204,
        "Invalid mode. Valid values are READWRITE, READONLY, READONLY_OVERRIDE and IMPORT");
  }

  static RegistryError notPermitted(String why) {
    return new RegistryError(422, 42205, why);
  }

  static RegistryError referenced(String subject, int version) {
    return new RegistryError(
        422,
        42206,
        "One or more references exist to the schema {subject=%s,version=%d}"
            .formatted(subject, version));
  }

  static RegistryError storeFailed(String why) {
    return new RegistryError(500, 50001, "Error in the backend data store: " + why);
  }

  static RegistryError timedOut(String why) {
    return new RegistryError(500, 50002, "Operation timed out: " + why);
  }
}
