package dev.phleet.sql.ksql;

import dev.phleet.schemas.Topic;
import dev.phleet.schemas.Topics;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.apache.avro.Schema;
import org.apache.avro.specific.SpecificData;

/** Statements, read and held against the schemas of the topics. */
final class KsqlScript {
  private final Tokens tokens;
  private final Map<String, KsqlSource> sources = new LinkedHashMap<>();

  private KsqlScript(String text, Map<String, KsqlSource> known) {
    tokens = new Tokens(text);
    sources.putAll(known);
  }

  /**
   * The streams and tables that a text makes.
   *
   * @throws KsqlError when ksqlDB would refuse it
   */
  static Map<String, KsqlSource> sources(String text) {
    KsqlScript script = new KsqlScript(text, Map.of());
    script.read();
    return script.sources;
  }

  /**
   * Reads questions to streams and tables that are there.
   *
   * @return every name in it of what has to exist
   * @throws KsqlError when ksqlDB would refuse it
   */
  static List<Token> questions(String text, Map<String, KsqlSource> known) {
    KsqlScript script = new KsqlScript(text, known);
    script.read();
    return script.tokens.references();
  }

  private void read() {
    while (tokens.peek().kind() != Token.Kind.END) {
      if (tokens.took("SET")) {
        tokens.expect(Token.Kind.TEXT);
        tokens.expect("=");
        tokens.expect(Token.Kind.TEXT);
      } else if (tokens.took("CREATE")) {
        source();
      } else {
        tokens.expect("SELECT");
        new KsqlQuery(tokens, sources).read();
      }
      tokens.expect(";");
    }
  }

  private void source() {
    boolean table = tokens.peek().is("TABLE");
    tokens.expect(table ? "TABLE" : "STREAM");
    tokens.expect("IF", "NOT", "EXISTS");
    Token name = tokens.newName();
    Map<String, KsqlType> columns = columns(table);
    Token with = tokens.peek();
    tokens.expect("WITH");
    Map<String, String> properties = properties();
    Topic<?> topic = topic(with, properties);
    addValue(with, topic, properties, columns);
    if (table && topic.cleanup() == Topic.Cleanup.DELETE) {
      throw new KsqlError(name, "a table of a topic that keeps no key for ever");
    }
    KsqlSource source = new KsqlSource(name.name(), table, topic.name(), columns);
    if (sources.put(name.name(), source) != null) {
      throw new KsqlError(name, "is made twice");
    }
  }

  private Map<String, KsqlType> columns(boolean table) {
    Map<String, KsqlType> columns = new LinkedHashMap<>();
    tokens.expect("(");
    do {
      Token name = tokens.newName();
      Token type = tokens.take();
      KsqlType named =
          KsqlType.named(type.name())
              .orElseThrow(() -> new KsqlError(type, "no type that is known here"));
      if (columns.isEmpty()) {
        tokens.expect(table ? new String[] {"PRIMARY", "KEY"} : new String[] {"KEY"});
      } else if (tokens.took("HEADER")) {
        tokens.expect("(");
        tokens.expect(Token.Kind.TEXT);
        tokens.expect(")");
      }
      columns.put(name.name(), named);
    } while (tokens.took(","));
    tokens.expect(")");
    return columns;
  }

  private Map<String, String> properties() {
    Map<String, String> properties = new HashMap<>();
    tokens.expect("(");
    do {
      Token key = tokens.newName();
      tokens.expect("=");
      properties.put(key.name(), tokens.expect(Token.Kind.TEXT).text());
    } while (tokens.took(","));
    tokens.expect(")");
    return properties;
  }

  private static Topic<?> topic(Token with, Map<String, String> properties) {
    String name = properties.getOrDefault("KAFKA_TOPIC", "");
    if (!name.startsWith(Topics.DEFAULT_PREFIX)) {
      throw new KsqlError(with, name + " is no topic of phleet");
    }
    return Topics.named(name.substring(Topics.DEFAULT_PREFIX.length()))
        .orElseThrow(() -> new KsqlError(with, "there is no topic " + name));
  }

  /** The columns that ksqlDB infers, unless the values are bytes. */
  private static void addValue(
      Token with, Topic<?> topic, Map<String, String> properties, Map<String, KsqlType> columns) {
    boolean bytes = topic.valueType() == byte[].class;
    if (!properties.getOrDefault("KEY_FORMAT", "").equals("KAFKA")
        || !properties.getOrDefault("VALUE_FORMAT", "").equals(bytes ? "KAFKA" : "AVRO")) {
      throw new KsqlError(with, "has wrong formats: " + properties);
    }
    KsqlType key = columns.values().iterator().next();
    if (!key.equals(bytes ? KsqlType.BYTES : KsqlType.VARCHAR)) {
      throw new KsqlError(with, "has a wrong key: " + key);
    }
    if (bytes) {
      return;
    }
    if (columns.size() > 1) {
      throw new KsqlError(with, "names columns: ksqlDB would register a schema of its own");
    }
    Schema schema = SpecificData.get().getSchema(topic.valueType());
    for (Schema.Field field : schema.getFields()) {
      columns.put(field.name().toUpperCase(Locale.ROOT), KsqlType.of(field.schema()));
    }
  }
}
