package dev.phleet.examples;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.phleet.schemas.event.Incident;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;

@Timeout(120)
@ExtendWith(OneFleet.class)
class ShellExamplesTest {
  private static final ObjectMapper JSON = new ObjectMapper();

  @Test
  void shouldPrintTheIncidentsWithKcat(Servers servers) throws Exception {
    try (Program program =
        Program.start(
            Map.of("PYTHON", Program.python()),
            List.of(
                "shell/events.sh",
                servers.bootstrap(),
                servers.registryUrl(),
                "phleet.incidents"))) {
      List<String> lines = program.output();
      List<Incident> incidents = servers.incidents();
      assertThat(lines).hasSameSizeAs(incidents);
      for (int i = 0; i < lines.size(); i++) {
        assertThat(JSON.readTree(lines.get(i)).path("title").asText())
            .isEqualTo(incidents.get(i).getTitle());
      }
    }
  }

  @Test
  void shouldPrintTheFindingsWithKcatAndJq(Servers servers) throws Exception {
    try (Program program =
        Program.start(Map.of(), List.of("shell/findings.sh", servers.bootstrap()))) {
      List<String> lines = program.output();
      assertThat(program.code()).as(lines.toString()).isZero();
      for (Incident incident : servers.incidents()) {
        assertThat(lines).anyMatch(line -> line.endsWith("\t" + incident.getTitle()));
      }
      assertThat(lines)
          .filteredOn(line -> line.startsWith("Informational\tCreate\t"))
          .hasSize(Servers.HOSTS);
    }
  }
}
