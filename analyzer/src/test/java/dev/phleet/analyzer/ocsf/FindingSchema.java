package dev.phleet.analyzer.ocsf;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.networknt.schema.InputFormat;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;

/** What OCSF 1.5.0 allows in an event of class 2004, as far as phleet uses it. */
public final class FindingSchema {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Schema SCHEMA = schema();

  private FindingSchema() {}

  private static Schema schema() {
    try (InputStream in = FindingSchema.class.getResourceAsStream("detection_finding-1.5.0.json")) {
      return SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
          .getSchema(new String(in.readAllBytes(), StandardCharsets.UTF_8), InputFormat.JSON);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Holds a finding against it, and class and activity against their sum; returns the finding. */
  public static JsonNode valid(String finding) {
    assertThat(SCHEMA.validate(finding, InputFormat.JSON)).as(finding).isEmpty();
    try {
      JsonNode event = JSON.readTree(finding);
      assertThat(event.path("type_uid").asInt())
          .isEqualTo(event.path("class_uid").asInt() * 100 + event.path("activity_id").asInt());
      return event;
    } catch (JsonProcessingException e) {
      throw new AssertionError(finding, e);
    }
  }
}
