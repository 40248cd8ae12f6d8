package dev.phleet.schemas;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import com.fasterxml.jackson.dataformat.yaml.YAMLGenerator.Feature;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.avro.specific.SpecificRecord;

/**
 * Writes the contract as an AsyncAPI document, from {@link Topics} and the Avro schemas: what tools
 * read that know nothing of phleet. {@link #main} renews the file that is kept, {@link
 * AsyncApiTest} notices when that was forgotten.
 */
final class AsyncApi {
  private static final String SPECIFICATION = "3.0.0";
  private static final String BINDING = "0.5.0";
  private static final String AVRO = "application/vnd.apache.avro;version=1.9.0";
  private static final Pattern VERSION =
      Pattern.compile("<artifactId>phleet</artifactId>\\s*<version>([0-9.]+)");
  private static final String ANALYZER = "the analyzer";
  private static final String COLLECTOR = "every collector";
  private static final Map<Topic<?>, String> WRITERS =
      Map.of(
          Topics.ANOMALIES, COLLECTOR,
          Topics.PROFILE_STATES, COLLECTOR,
          Topics.PROFILE_PAIRS, COLLECTOR,
          Topics.NEW_SEQUENCES, COLLECTOR,
          Topics.COLLECTORS, COLLECTOR,
          Topics.INCIDENTS, ANALYZER,
          Topics.ACKNOWLEDGEMENTS, "whoever takes note of an incident",
          Topics.FLEET_PROFILES, ANALYZER,
          Topics.DEAD_LETTERS, ANALYZER,
          Topics.OCSF, ANALYZER);

  private final ObjectMapper mapper = new ObjectMapper();
  private final String version;

  private AsyncApi(String version) {
    this.version = version;
  }

  /** Writes it to the file that is named. */
  public static void main(String[] args) throws IOException {
    Files.writeString(Path.of(args[0]), yaml(Files.readString(Path.of("pom.xml"))));
  }

  /**
   * The document.
   *
   * @param pom the parent pom, whose version it carries
   */
  static String yaml(String pom) throws IOException {
    Matcher matcher = VERSION.matcher(pom);
    if (!matcher.find()) {
      throw new IOException("the pom has no version; give the parent pom");
    }
    YAMLFactory yaml =
        YAMLFactory.builder()
            .disable(Feature.WRITE_DOC_START_MARKER)
            .disable(Feature.SPLIT_LINES)
            .enable(Feature.MINIMIZE_QUOTES)
            .enable(Feature.INDENT_ARRAYS_WITH_INDICATOR)
            .build();
    return "# Generated from the Avro files and the list of topics; see README.md for how.\n"
        + new ObjectMapper(yaml).writeValueAsString(new AsyncApi(matcher.group(1)).document());
  }

  private static List<Topic<?>> topics() {
    List<Topic<?>> topics = new ArrayList<>(Topics.all());
    topics.add(Topics.OCSF);
    return topics;
  }

  private ObjectNode document() throws IOException {
    ObjectNode document = mapper.createObjectNode();
    document.put("asyncapi", SPECIFICATION);
    ObjectNode info = document.putObject("info");
    info.put("title", "phleet").put("version", version);
    info.put("description", "What collectors and the analyzer of phleet publish to Kafka.");
    info.putObject("license").put("name", "Apache-2.0");
    document.put("defaultContentType", "application/avro");
    server(document.putObject("servers").putObject("kafka"));
    ObjectNode channels = document.putObject("channels");
    ObjectNode operations = document.putObject("operations");
    ObjectNode components = document.putObject("components");
    ObjectNode messages = components.putObject("messages");
    for (Topic<?> topic : topics()) {
      channel(channels.putObject(topic.name()), topic);
      operation(operations, topic);
      message(messages.putObject(messageName(topic)), topic);
    }
    components
        .putObject("parameters")
        .putObject("prefix")
        .put("description", "What stands before every topic name (topics.prefix).")
        .put("default", Topics.DEFAULT_PREFIX);
    return document;
  }

  private static void server(ObjectNode server) {
    server.put("host", "{bootstrap}").put("protocol", "kafka");
    server
        .putObject("variables")
        .putObject("bootstrap")
        .put("default", "localhost:9092")
        .put("description", "Any broker of the cluster.");
    server
        .putObject("bindings")
        .putObject("kafka")
        .put("schemaRegistryUrl", "http://localhost:8081")
        .put("schemaRegistryVendor", "confluent")
        .put("bindingVersion", BINDING);
  }

  private static void channel(ObjectNode channel, Topic<?> topic) {
    channel.put("address", "{prefix}" + topic.name());
    channel
        .putObject("parameters")
        .putObject("prefix")
        .put("$ref", "#/components/parameters/prefix");
    channel
        .putObject("messages")
        .putObject(messageName(topic))
        .put("$ref", "#/components/messages/" + messageName(topic));
    ObjectNode kafka = channel.putObject("bindings").putObject("kafka");
    kafka.put("partitions", topic.partitions());
    ObjectNode settings = kafka.putObject("topicConfiguration");
    ArrayNode cleanup = settings.putArray("cleanup.policy");
    List.of(topic.cleanup().policy().split(",")).forEach(cleanup::add);
    topic.retention().ifPresent(age -> settings.put("retention.ms", age.toMillis()));
    kafka.put("bindingVersion", BINDING);
  }

  private static void operation(ObjectNode operations, Topic<?> topic) {
    boolean written = !topic.equals(Topics.ACKNOWLEDGEMENTS);
    ObjectNode operation = operations.putObject((written ? "publish-" : "take-") + topic.name());
    operation.put("action", written ? "send" : "receive");
    operation.putObject("channel").put("$ref", "#/channels/" + topic.name());
    operation.put("summary", "Written by " + WRITERS.get(topic) + ".");
    operation
        .putArray("messages")
        .addObject()
        .put("$ref", "#/channels/" + topic.name() + "/messages/" + messageName(topic));
  }

  private static String messageName(Topic<?> topic) {
    if (isEvent(topic)) {
      return topic.valueType().getSimpleName();
    }
    return topic.equals(Topics.OCSF) ? "DetectionFinding" : "DeadLetter";
  }

  private static boolean isEvent(Topic<?> topic) {
    return SpecificRecord.class.isAssignableFrom(topic.valueType());
  }

  private void message(ObjectNode message, Topic<?> topic) throws IOException {
    ObjectNode key = JsonNodeFactory.instance.objectNode();
    key.put("type", "string").put("description", topic.key());
    if (isEvent(topic)) {
      JsonNode schema = SchemaRelease.clean(topic.valueType().asSubclass(SpecificRecord.class));
      message.put("name", schema.path("namespace").asText() + "." + messageName(topic));
      message.put("summary", schema.path("doc").asText());
      ObjectNode payload = message.putObject("payload");
      payload.put("schemaFormat", AVRO).set("schema", schema);
    } else if (topic.equals(Topics.OCSF)) {
      message.put("summary", "An OCSF Detection Finding (class 2004), when ocsf.findings is set.");
      message.put("contentType", "application/json");
      message.putObject("payload").put("type", "object");
    } else {
      message.put("summary", "A record that could not be read; the reason is in its headers.");
      message.put("contentType", "application/octet-stream");
    }
    ObjectNode kafka = message.putObject("bindings").putObject("kafka");
    kafka.set("key", key);
    if (isEvent(topic)) {
      kafka.put("schemaIdLocation", "payload").put("schemaIdPayloadEncoding", "confluent");
      kafka.put("schemaLookupStrategy", "TopicNameStrategy");
    }
    kafka.put("bindingVersion", BINDING);
  }
}
