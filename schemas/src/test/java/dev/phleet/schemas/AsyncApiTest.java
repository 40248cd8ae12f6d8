package dev.phleet.schemas;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import com.networknt.schema.InputFormat;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.apache.avro.SchemaParser;
import org.junit.jupiter.api.Test;

class AsyncApiTest {
  private static final Path KEPT = Path.of("asyncapi.yaml");
  private static final ObjectMapper YAML = new ObjectMapper(new YAMLFactory());

  private static String generated() throws IOException {
    return AsyncApi.yaml(Files.readString(Path.of("..", "pom.xml")));
  }

  private static Schema specification() throws IOException {
    return SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_7)
        .getSchema(
            Files.readString(Path.of("src/test/resources/asyncapi/3.0.0.json")), InputFormat.JSON);
  }

  @Test
  void shouldBeWhatTheSchemasAndTopicsSay() throws IOException {
    assertThat(Files.readString(KEPT)).as("README.md says how to renew it").isEqualTo(generated());
  }

  @Test
  void shouldBeAnAsyncApiDocument() throws IOException {
    String document = YAML.readTree(generated()).toString();
    assertThat(specification().validate(document, InputFormat.JSON)).isEmpty();
  }

  @Test
  void shouldBeHeldAgainstASpecificationThatRefusesWhatItDoesNotKnow() throws IOException {
    ObjectNode document = (ObjectNode) YAML.readTree(generated());
    ObjectNode channel = (ObjectNode) document.at("/channels/anomalies");
    channel.put("adress", "misspelt");
    assertThat(specification().validate(document.toString(), InputFormat.JSON)).isNotEmpty();
  }

  @Test
  void shouldHaveSchemasThatAvroReads() throws IOException {
    List<String> read = new ArrayList<>();
    for (JsonNode message : YAML.readTree(generated()).at("/components/messages")) {
      JsonNode schema = message.at("/payload/schema");
      if (!schema.isMissingNode()) {
        read.add(new SchemaParser().parse(schema.toString()).mainSchema().getFullName());
      }
    }
    assertThat(read)
        .containsExactlyInAnyOrderElementsOf(
            SampleEvents.types().stream().map(Class::getName).toList());
  }

  @Test
  void shouldReferToNothingThatIsNotThere() throws IOException {
    JsonNode document = YAML.readTree(generated());
    List<String> references = document.findValuesAsText("$ref");
    assertThat(references)
        .isNotEmpty()
        .allSatisfy(r -> assertThat(document.at(r.substring(1)).isMissingNode()).as(r).isFalse());
  }
}
