package dev.phleet.examples;

import static org.assertj.core.api.Assertions.assertThat;

import dev.phleet.schemas.Topics;
import dev.phleet.schemas.event.Incident;
import java.io.File;
import java.io.StringReader;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.utils.Utils;
import org.apache.kafka.connect.cli.ConnectStandalone;
import org.apache.kafka.connect.runtime.SinkConnectorConfig;
import org.apache.kafka.connect.runtime.standalone.StandaloneConfig;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/**
 * The configurations, run by a real worker: the file sink as it is; of the table, converter and
 * transformation on real records, with the file sink in the database's place.
 */
@Timeout(180)
@ExtendWith(OneFleet.class)
class ConnectTest {
  private static final String GENUINE = "org.apache.pulsar.kafka.shade.";

  @TempDir Path dir;

  private static Properties properties(String file) throws Exception {
    Properties properties = new Properties();
    properties.load(new StringReader(Program.text("connect/" + file)));
    return properties;
  }

  private String write(String name, Properties properties) throws Exception {
    Path file = dir.resolve(name);
    try (Writer out = Files.newBufferedWriter(file)) {
      properties.store(out, null);
    }
    return file.toString();
  }

  private Properties worker(Servers servers) throws Exception {
    Properties worker = properties("worker.properties");
    worker.setProperty("bootstrap.servers", servers.bootstrap());
    worker.setProperty("offset.storage.file.filename", dir.resolve("offsets").toString());
    worker.setProperty("listeners", "http://127.0.0.1:0");
    worker.setProperty("offset.flush.interval.ms", "500");
    worker.remove("plugin.path");
    return worker;
  }

  private Program run(Servers servers, Properties... sinks) throws Exception {
    String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
    List<String> command = new ArrayList<>(List.of(java, "-Xmx256m", "-XX:TieredStopAtLevel=1"));
    // It says what is wrong with it, and nothing else.
    command.add("-Dlogback.configurationFile=src/test/resources/logback-test.xml");
    command.add("-Dtest.log=ERROR");
    command.add("-cp");
    command.add(Program.classPathWithLog().collect(Collectors.joining(File.pathSeparator)));
    command.add(ConnectStandalone.class.getName());
    command.add(write("worker.properties", worker(servers)));
    for (Properties sink : sinks) {
      command.add(write(sink.getProperty("name") + ".properties", sink));
    }
    return Program.start(Map.of(), command);
  }

  private static List<String> await(Path file, int lines, Program program) throws Exception {
    long deadline = System.nanoTime() + 90_000_000_000L;
    while (true) {
      List<String> found = Files.exists(file) ? Files.readAllLines(file) : List.of();
      if (found.size() >= lines) {
        return found;
      }
      if (System.nanoTime() > deadline) {
        throw new AssertionError("only " + found + "; the worker: " + program.drain());
      }
      Thread.sleep(50);
    }
  }

  @Test
  void shouldWriteFindingsAndFlatIncidentsToFiles(Servers servers) throws Exception {
    Path findings = dir.resolve("findings.json");
    Properties findingsSink = properties("findings-file.properties");
    findingsSink.setProperty("file", findings.toString());

    Path rows = dir.resolve("rows");
    Properties table = properties("incidents-jdbc.properties");
    Set<String> columns =
        new TreeSet<>(List.of(table.getProperty("transforms.columns.include").split(",")));
    table.setProperty("connector.class", findingsSink.getProperty("connector.class"));
    table.setProperty("file", rows.toString());
    table.setProperty("value.converter", GENUINE + table.getProperty("value.converter"));
    table.setProperty("value.converter.schema.registry.url", servers.registryUrl());
    table.remove("connection.password");

    List<ConsumerRecord<String, byte[]>> written = servers.records(Topics.OCSF);
    List<Incident> incidents = servers.incidents();
    try (Program program = run(servers, findingsSink, table)) {
      assertThat(await(findings, written.size(), program))
          .containsExactlyInAnyOrderElementsOf(
              written.stream()
                  .map(record -> new String(record.value(), StandardCharsets.UTF_8))
                  .toList());
      List<String> structs = await(rows, incidents.size(), program);
      for (int i = 0; i < incidents.size(); i++) {
        // Null columns are left out of the text; lists and records would be in brackets.
        String struct = structs.get(i);
        assertThat(struct)
            .startsWith("Struct{id=" + incidents.get(i).getId() + ",revision=" + (i + 1) + ",")
            .contains(",title=" + incidents.get(i).getTitle() + ",")
            .doesNotContain("[")
            .containsOnlyOnce("Struct{");
        assertThat(columns).containsAll(names(struct));
      }
    }
  }

  /** The names of the fields that a struct's text shows. */
  private static Set<String> names(String struct) {
    Set<String> names = new TreeSet<>();
    Pattern.compile("[{,](\\w+)=")
        .matcher(struct)
        .results()
        .forEach(result -> names.add(result.group(1)));
    return names;
  }

  @Test
  void shouldNameOnlyColumnsThatTheSchemaHas() throws Exception {
    String[] columns =
        properties("incidents-jdbc.properties")
            .getProperty("transforms.columns.include")
            .split(",");
    assertThat(columns)
        .allSatisfy(c -> assertThat(Incident.getClassSchema().getField(c)).as(c).isNotNull());
  }

  /** What begins otherwise is the connector's own; Connect ignores a key that it misspells. */
  @Test
  void shouldUseKeysThatConnectKnows() throws Exception {
    for (String file : List.of("findings-file", "findings-opensearch", "incidents-jdbc")) {
      Properties sink = properties(file + ".properties");
      assertThat(sink.stringPropertyNames())
          .filteredOn(key -> key.matches("(name|tasks|topics|errors|connector)\\b.*"))
          .isSubsetOf(SinkConnectorConfig.configDef().names());
      assertThat(sink.getProperty("topics")).isIn("phleet.ocsf", "phleet.incidents");
    }
    Map<String, String> worker = Utils.propsToStringMap(properties("worker.properties"));
    assertThat(worker.keySet())
        .filteredOn(key -> !key.startsWith("consumer.") && !key.startsWith("config.providers."))
        .isSubsetOf(new StandaloneConfig(worker).values().keySet());
  }
}
