package dev.phleet.examples;

import static org.assertj.core.api.Assertions.assertThat;

import dev.phleet.schemas.Topics;
import dev.phleet.schemas.event.Anomaly;
import dev.phleet.schemas.event.Call;
import dev.phleet.schemas.event.Incident;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** The Java programs, run from their sources as the README says. */
@Timeout(120)
@ExtendWith(OneFleet.class)
class JavaExamplesTest {
  private static final String RELOCATED = "org.apache.pulsar.kafka.shade.";

  private static String line(Incident incident) {
    return incident.getUpdatedAt()
        + " "
        + incident.getStatus()
        + " "
        + incident.getSeverity()
        + ": "
        + incident.getTitle()
        + " ("
        + String.join(", ", incident.getHosts())
        + ")";
  }

  private static List<String> take(Program program, int lines) throws InterruptedException {
    List<String> taken = new ArrayList<>();
    while (taken.size() < lines) {
      taken.add(program.await(line -> !line.startsWith("SLF4J")));
    }
    return taken;
  }

  @Test
  void shouldPrintEveryRevisionOfTheIncident(Servers servers) throws Exception {
    List<Incident> incidents = servers.incidents();
    assertThat(Servers.isClosed(incidents)).isTrue();
    try (Program program =
        Program.start(
            Map.of(),
            Program.java(
                Path.of("java/Incidents.java"), servers.bootstrap(), servers.registryUrl()))) {
      assertThat(take(program, incidents.size()))
          .containsExactlyElementsOf(incidents.stream().map(JavaExamplesTest::line).toList());
    }
  }

  @Test
  void shouldGoOnBehindARecordThatCannotBeRead(Servers servers) throws Exception {
    servers.create("poison.incidents");
    Incident incident = servers.incidents().get(0);
    servers.send("poison.incidents", "bad", new byte[] {1, 2, 3});
    servers.send("poison.incidents", "gone", null);
    servers.send("poison.incidents", "good", servers.bytes("poison.incidents", incident));
    try (Program program =
        Program.start(
            Map.of(),
            Program.compiled(
                Incidents.class, servers.bootstrap(), servers.registryUrl(), "poison.incidents"))) {
      List<String> lines = take(program, 2);
      assertThat(lines.get(0)).startsWith("left out poison.incidents-0 offset 0: ");
      assertThat(lines.get(1)).isEqualTo(line(incident));
    }
  }

  /**
   * The genuine deserializer is on Maven Central in another package only: the program is moved
   * there too, and is otherwise the one that users have.
   */
  @Test
  void shouldPrintAnomaliesReadWithTheGenuineDeserializer(Servers servers, @TempDir Path elsewhere)
      throws Exception {
    Path source = elsewhere.resolve("Anomalies.java");
    Files.writeString(
        source,
        Program.text("java-confluent/Anomalies.java")
            .replace("import org.apache.avro.", "import " + RELOCATED + "avro.")
            .replace("\"io.confluent.", "\"" + RELOCATED + "io.confluent."));
    List<String> expected = new ArrayList<>();
    servers
        .records(Topics.ANOMALIES)
        .forEach(
            r -> {
              Anomaly anomaly = servers.read(Anomaly.class, r);
              String calls =
                  anomaly.getWindow().stream()
                      .map(Call::getName)
                      .collect(Collectors.joining(" <- "));
              expected.add(
                  anomaly.getHost().getName()
                      + " "
                      + anomaly.getExecutable().getPath()
                      + ": "
                      + calls);
            });
    assertThat(expected).hasSize(Servers.HOSTS);
    try (Program program =
        Program.start(Map.of(), Program.java(source, servers.bootstrap(), servers.registryUrl()))) {
      assertThat(take(program, expected.size())).containsExactlyInAnyOrderElementsOf(expected);
    }
  }

  @Test
  void shouldSayHowTheyAreUsed() throws Exception {
    for (Class<?> main :
        List.of(Incidents.class, Anomalies.class, LossProof.class, Forwarder.class)) {
      try (Program program = Program.start(Map.of(), Program.compiled(main))) {
        assertThat(program.output()).singleElement().asString().startsWith("usage: ");
        assertThat(program.code()).isEqualTo(2);
      }
    }
  }
}
