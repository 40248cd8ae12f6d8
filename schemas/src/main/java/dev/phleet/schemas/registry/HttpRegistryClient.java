package dev.phleet.schemas.registry;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.phleet.schemas.registry.RegistryHttp.Answer;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;
import org.apache.avro.AvroRuntimeException;
import org.apache.avro.Schema;
import org.apache.avro.SchemaParser;

/**
 * A schema registry over HTTP: Confluent's, or any other with the same protocol.
 *
 * <p>It keeps nothing: whoever uses it for every record keeps the answers.
 */
public final class HttpRegistryClient implements RegistryClient {

  private final RegistryHttp http;
  private final boolean normalize;

  /**
   * @param settings where the registry is and how to speak to it
   */
  public HttpRegistryClient(RegistrySettings settings) {
    this.http = new RegistryHttp(settings);
    this.normalize = settings.normalize();
  }

  /**
   * A client for a Kafka client's configuration.
   *
   * @throws org.apache.kafka.common.config.ConfigException when a value is missing or makes no
   *     sense
   */
  public static HttpRegistryClient from(Map<String, ?> configs) {
    return new HttpRegistryClient(RegistrySettings.from(configs));
  }

  @Override
  public int register(String subject, Schema schema) {
    Answer answer = http.send("POST", path(subject) + "/versions" + query(), bodyOf(schema));
    return id(good(answer, "the schema of subject " + subject));
  }

  @Override
  public Optional<Integer> find(String subject, Schema schema) {
    String what = "the look-up of the schema of subject " + subject;
    return found(http.send("POST", path(subject) + query(), bodyOf(schema)), what)
        .map(HttpRegistryClient::id);
  }

  @Override
  public Optional<RegisteredSchema> latest(String subject) {
    String what = "the look-up of the newest schema of subject " + subject;
    return found(http.send("GET", path(subject) + "/versions/latest", null), what)
        .map(
            answer ->
                new RegisteredSchema(
                    id(answer),
                    answer.body().path("version").asInt(),
                    schemaIn(answer.body())
                        .orElseThrow(
                            () -> Refusals.notUsable("The newest schema of subject " + subject))));
  }

  @Override
  public Optional<Schema> schema(int id) {
    // Ids are unsigned on the wire; a negative one can be none of the registry's.
    if (id < 0) {
      return Optional.empty();
    }
    String what = "the look-up of schema " + id;
    return found(http.send("GET", "/schemas/ids/" + id, null), what)
        .flatMap(answer -> schemaIn(answer.body()));
  }

  @Override
  public Optional<String> compatibility(String subject) {
    String what = "the look-up of the compatibility of subject " + subject;
    return found(http.send("GET", "/config/" + encoded(subject), null), what)
        .map(answer -> answer.body().path("compatibilityLevel").asText());
  }

  @Override
  public void setCompatibility(String subject, String level) {
    String body = JsonNodeFactory.instance.objectNode().put("compatibility", level).toString();
    good(
        http.send("PUT", "/config/" + encoded(subject), body),
        "compatibility " + level + " for subject " + subject);
  }

  private static Answer good(Answer answer, String what) {
    if (!answer.isGood()) {
      throw Refusals.refused(answer, what);
    }
    if (!answer.body().isObject()) {
      throw Refusals.notRegistry(answer, what);
    }
    return answer;
  }

  /** Empty when the registry itself says "not found", and not something that stands before it. */
  private static Optional<Answer> found(Answer answer, String what) {
    if (answer.status() == 404 && answer.errorCode() >= 40400) {
      return Optional.empty();
    }
    return Optional.of(good(answer, what));
  }

  private static int id(Answer answer) {
    JsonNode id = answer.body().path("id");
    if (!id.isInt()) {
      throw Refusals.notRegistry(answer, "a question for the id of a schema");
    }
    return id.intValue();
  }

  private static Optional<Schema> schemaIn(JsonNode body) {
    if (!body.path("schemaType").asText("AVRO").equals("AVRO")) {
      return Optional.empty();
    }
    try {
      return Optional.of(new SchemaParser().parse(body.path("schema").asText()).mainSchema());
    } catch (AvroRuntimeException | StackOverflowError e) {
      // Registered by somebody else, and not a schema that Avro can use: as good as unknown.
      return Optional.empty();
    }
  }

  private static String bodyOf(Schema schema) {
    return JsonNodeFactory.instance.objectNode().put("schema", schema.toString()).toString();
  }

  private String query() {
    return normalize ? "?normalize=true" : "";
  }

  private static String path(String subject) {
    return "/subjects/" + encoded(subject);
  }

  private static String encoded(String segment) {
    return URLEncoder.encode(segment, StandardCharsets.UTF_8).replace("+", "%20");
  }
}
