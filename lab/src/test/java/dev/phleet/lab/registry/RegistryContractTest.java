package dev.phleet.lab.registry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.phleet.lab.broker.BrokerUnderTest;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.apache.pulsar.kafka.shade.io.confluent.kafka.schemaregistry.avro.AvroSchema;
import org.apache.pulsar.kafka.shade.io.confluent.kafka.schemaregistry.client.CachedSchemaRegistryClient;
import org.apache.pulsar.kafka.shade.io.confluent.kafka.schemaregistry.client.rest.RestService;
import org.apache.pulsar.kafka.shade.io.confluent.kafka.schemaregistry.client.rest.entities.SchemaReference;
import org.apache.pulsar.kafka.shade.io.confluent.kafka.schemaregistry.client.rest.exceptions.RestClientException;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What the genuine Confluent client expects of a registry. Every test has a subject of its own. */
@Timeout(60)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class RegistryContractTest {
  private static final String ONE =
      "{\"type\":\"record\",\"name\":\"R\",\"fields\":[{\"name\":\"a\",\"type\":\"int\"}]}";
  private static final String WITH_DEFAULT =
      "{\"type\":\"record\",\"name\":\"R\",\"fields\":[{\"name\":\"a\",\"type\":\"int\"},{\"name\":\"b\",\"type\":\"int\",\"default\":0}]}";
  private static final String WITHOUT_DEFAULT =
      "{\"type\":\"record\",\"name\":\"R\",\"fields\":[{\"name\":\"a\",\"type\":\"int\"},{\"name\":\"b\",\"type\":\"int\"}]}";
  private static final String OTHER =
      "{\"type\":\"record\",\"name\":\"R\",\"fields\":[{\"name\":\"c\",\"type\":\"string\"}]}";

  private BrokerUnderTest broker;
  private SchemaRegistry registry;
  private RestService rest;

  @BeforeAll
  void start(@TempDir Path directory) throws Exception {
    broker = BrokerUnderTest.start(directory);
    registry = SchemaRegistry.start(broker.bootstrapServers(), 0);
    rest = new RestService(registry.url());
  }

  @AfterAll
  void stop() {
    registry.close();
    broker.close();
  }

  private CachedSchemaRegistryClient client() {
    return new CachedSchemaRegistryClient(registry.url(), 100);
  }

  private static RestClientException refusal(ThrowingCallable call) {
    RestClientException e = catchThrowableOfType(RestClientException.class, call);
    assertThat(e).as("the call must be refused").isNotNull();
    return e;
  }

  @Test
  void shouldGiveTheSameSchemaTheSameIdInEverySubject() throws Exception {
    int id = client().register("same-1", new AvroSchema(ONE));
    assertThat(client().register("same-1", new AvroSchema(ONE))).isEqualTo(id);
    assertThat(client().register("same-2", new AvroSchema(ONE))).isEqualTo(id);
    assertThat(rest.getAllVersions("same-1")).containsExactly(1);
    assertThat(client().getAllSubjectsById(id)).contains("same-1", "same-2");
    assertThat(client().getAllVersionsById(id)).hasSizeGreaterThanOrEqualTo(2);
  }

  @Test
  void shouldNotCountWhiteSpaceAndOrderOfAttributesAsAnotherSchema() throws Exception {
    int id = rest.registerSchema(ONE, "white");
    String written =
        "{ \"fields\": [ {\"type\": \"int\", \"name\": \"a\"} ], \"name\": \"R\", \"type\": \"record\" }";
    assertThat(rest.registerSchema(written, "white")).isEqualTo(id);
    assertThat(rest.lookUpSubjectVersion(written, "white").getVersion()).isEqualTo(1);
  }

  @Test
  void shouldFindWhatWasRegistered() throws Exception {
    CachedSchemaRegistryClient client = client();
    int first = client.register("find", new AvroSchema(ONE));
    int second = client.register("find", new AvroSchema(WITH_DEFAULT));
    assertThat(second).isNotEqualTo(first);
    assertThat(client().getId("find", new AvroSchema(WITH_DEFAULT))).isEqualTo(second);
    assertThat(client().getVersion("find", new AvroSchema(WITH_DEFAULT))).isEqualTo(2);
    assertThat(client().getSchemaById(first)).isEqualTo(new AvroSchema(ONE));
    assertThat(client().getLatestSchemaMetadata("find").getVersion()).isEqualTo(2);
    assertThat(client().getSchemaMetadata("find", 1).getId()).isEqualTo(first);
    assertThat(client().getAllVersions("find")).containsExactly(1, 2);
    assertThat(client().getAllSubjectsByPrefix("fin")).containsExactly("find");
    assertThat(rest.getVersionSchemaOnly("find", 1)).isEqualTo(ONE);
    assertThat(rest.getSchemas("find", false, true)).hasSize(1);
    assertThat(rest.getSchemaTypes()).containsExactly("AVRO");
    assertThat(rest.getId(first).getSchemaString()).isEqualTo(ONE);
  }

  @Test
  void shouldRefuseWithConfluentsCodes() throws Exception {
    client().register("codes", new AvroSchema(ONE));
    assertThat(refusal(() -> rest.getLatestVersion("nobody")).getErrorCode()).isEqualTo(40401);
    assertThat(refusal(() -> rest.getAllVersions("nobody")).getErrorCode()).isEqualTo(40401);
    assertThat(refusal(() -> rest.getVersion("codes", 7)).getErrorCode()).isEqualTo(40402);
    assertThat(refusal(() -> rest.getId(999_999)).getErrorCode()).isEqualTo(40403);
    assertThat(refusal(() -> rest.lookUpSubjectVersion(OTHER, "codes")).getErrorCode())
        .isEqualTo(40403);
    assertThat(refusal(() -> rest.lookUpSubjectVersion(ONE, "nobody")).getErrorCode())
        .isEqualTo(40401);
    assertThat(refusal(() -> rest.getVersion("codes", -7)).getErrorCode()).isEqualTo(42202);
    assertThat(refusal(() -> rest.registerSchema("{\"type\":\"recor\"}", "codes")).getErrorCode())
        .isEqualTo(42201);
    assertThat(refusal(() -> rest.registerSchema("not json", "codes")).getErrorCode())
        .isEqualTo(42201);
    assertThat(refusal(() -> rest.updateCompatibility("SIDEWAYS", "codes")).getErrorCode())
        .isEqualTo(42203);
    assertThat(refusal(() -> rest.setMode("SLEEPING", "codes")).getErrorCode()).isEqualTo(42204);
    assertThat(refusal(() -> rest.getConfig("codes")).getErrorCode()).isEqualTo(40408);
    assertThat(refusal(() -> rest.getMode("codes")).getErrorCode()).isEqualTo(40409);
  }

  @Test
  void shouldRefuseAnIncompatibleSchemaWith409() throws Exception {
    rest.registerSchema(ONE, "incompatible");
    RestClientException e = refusal(() -> rest.registerSchema(WITHOUT_DEFAULT, "incompatible"));
    assertThat(e.getStatus()).isEqualTo(409);
    assertThat(e.getErrorCode()).isEqualTo(409);
    assertThat(e.getMessage()).contains("READER_FIELD_MISSING_DEFAULT_VALUE");
    assertThat(client().testCompatibility("incompatible", new AvroSchema(WITHOUT_DEFAULT)))
        .isFalse();
    assertThat(client().testCompatibility("incompatible", new AvroSchema(WITH_DEFAULT))).isTrue();
    assertThat(client().testCompatibilityVerbose("incompatible", new AvroSchema(WITHOUT_DEFAULT)))
        .isNotEmpty();
    assertThat(rest.getAllVersions("incompatible")).containsExactly(1);
  }

  @Test
  void shouldAskTheNewestVersionOnlyUnlessTheLevelIsTransitive() throws Exception {
    // WITHOUT_DEFAULT can read WITH_DEFAULT, but not ONE.
    for (String level : List.of("BACKWARD", "BACKWARD_TRANSITIVE")) {
      String subject = "transitive-" + level;
      rest.updateCompatibility(level, subject);
      rest.registerSchema(ONE, subject);
      rest.registerSchema(WITH_DEFAULT, subject);
      if (level.equals("BACKWARD")) {
        assertThat(rest.registerSchema(WITHOUT_DEFAULT, subject)).isPositive();
      } else {
        assertThat(refusal(() -> rest.registerSchema(WITHOUT_DEFAULT, subject)).getErrorCode())
            .isEqualTo(409);
      }
    }
  }

  @Test
  void shouldHonourEachDirection() throws Exception {
    // Adding a field without a default: old readers do not mind, the new reader does.
    Map<String, Boolean> allowed =
        Map.of("NONE", true, "BACKWARD", false, "FORWARD", true, "FULL", false);
    for (Map.Entry<String, Boolean> e : allowed.entrySet()) {
      String subject = "direction-" + e.getKey();
      client().updateCompatibility(subject, e.getKey());
      assertThat(client().getCompatibility(subject)).isEqualTo(e.getKey());
      rest.registerSchema(ONE, subject);
      assertThat(client().testCompatibility(subject, new AvroSchema(WITHOUT_DEFAULT)))
          .as(e.getKey())
          .isEqualTo(e.getValue());
    }
  }

  @Test
  void shouldFallBackToTheGlobalLevelWhenTheSubjectsIsRemoved() throws Exception {
    assertThat(client().getCompatibility(null)).isEqualTo("BACKWARD");
    client().updateCompatibility("fallback", "NONE");
    rest.registerSchema(ONE, "fallback");
    client().deleteCompatibility("fallback");
    assertThat(rest.getConfig(Map.of(), "fallback", true).getCompatibilityLevel())
        .isEqualTo("BACKWARD");
    assertThat(refusal(() -> rest.registerSchema(OTHER, "fallback")).getErrorCode()).isEqualTo(409);
  }

  @Test
  void shouldDeleteASubjectSoftlyThenForGood() throws Exception {
    int id = rest.registerSchema(ONE, "gone");
    rest.registerSchema(WITH_DEFAULT, "gone");
    assertThat(refusal(() -> client().deleteSubject("gone", true)).getErrorCode()).isEqualTo(40405);
    assertThat(client().deleteSubject("gone", false)).containsExactly(1, 2);
    assertThat(client().getAllSubjects()).doesNotContain("gone");
    assertThat(rest.getAllSubjects(true)).contains("gone");
    assertThat(client().getSchemaById(id)).isEqualTo(new AvroSchema(ONE));
    assertThat(refusal(() -> client().deleteSubject("gone", false)).getErrorCode())
        .isEqualTo(40404);
    assertThat(rest.registerSchema(ONE, "gone")).as("comes back with its old id").isEqualTo(id);
    assertThat(rest.getAllVersions("gone")).containsExactly(3);
    client().deleteSubject("gone", false);
    assertThat(client().deleteSubject("gone", true)).containsExactly(1, 2, 3);
    assertThat(rest.getAllSubjects(true)).doesNotContain("gone");
  }

  @Test
  void shouldDeleteOneVersionSoftlyThenForGood() throws Exception {
    rest.registerSchema(ONE, "one-version");
    rest.registerSchema(WITH_DEFAULT, "one-version");
    assertThat(refusal(() -> client().deleteSchemaVersion("one-version", "1", true)).getErrorCode())
        .isEqualTo(40407);
    assertThat(client().deleteSchemaVersion("one-version", "1", false)).isEqualTo(1);
    assertThat(
            refusal(() -> client().deleteSchemaVersion("one-version", "1", false)).getErrorCode())
        .isEqualTo(40406);
    assertThat(rest.getAllVersions("one-version")).containsExactly(2);
    assertThat(rest.getAllVersions(Map.of(), "one-version", true)).containsExactly(1, 2);
    assertThat(client().deleteSchemaVersion("one-version", "1", true)).isEqualTo(1);
    assertThat(rest.getAllVersions(Map.of(), "one-version", true)).containsExactly(2);
  }

  @Test
  void shouldTakeNothingInAReadOnlySubject() throws Exception {
    assertThat(client().getMode()).isEqualTo("READWRITE");
    assertThat(client().setMode("READONLY", "read-only")).isEqualTo("READONLY");
    assertThat(refusal(() -> rest.registerSchema(ONE, "read-only")).getErrorCode())
        .isEqualTo(42205);
    client().deleteMode("read-only");
    assertThat(rest.registerSchema(ONE, "read-only")).isPositive();
  }

  @Test
  void shouldImportUnderAGivenId() throws Exception {
    client().setMode("IMPORT", "import");
    String schema = ONE.replace("\"R\"", "\"Imported\"");
    assertThat(client().register("import", new AvroSchema(schema), 1, 4711)).isEqualTo(4711);
    assertThat(client().getSchemaById(4711)).isEqualTo(new AvroSchema(schema));
  }

  @Test
  void shouldResolveReferences() throws Exception {
    rest.registerSchema(ONE, "referenced");
    String user =
        "{\"type\":\"record\",\"name\":\"U\",\"fields\":[{\"name\":\"r\",\"type\":\"R\"}]}";
    List<SchemaReference> references = List.of(new SchemaReference("R", "referenced", 1));
    int id = client().register("user", new AvroSchema(user, references, Map.of("R", ONE), null));
    assertThat(rest.getReferencedBy("referenced", 1)).containsExactly(id);
    assertThat(((AvroSchema) client().getSchemaById(id)).rawSchema().getField("r").schema())
        .isEqualTo(new AvroSchema(ONE).rawSchema());
    assertThat(refusal(() -> client().deleteSubject("referenced", false)).getErrorCode())
        .isEqualTo(42206);
  }

  @Test
  void shouldTakeSubjectsWithAnyCharacters() throws Exception {
    String subject = "a/b c+d%25&e=f-value";
    int id = rest.registerSchema(ONE, subject);
    assertThat(rest.getLatestVersion(subject).getId()).isEqualTo(id);
    assertThat(client().getAllSubjects()).contains(subject);
  }
}
