package dev.phleet.examples;

import static org.assertj.core.api.Assertions.assertThat;

import dev.phleet.schemas.Topics;
import dev.phleet.schemas.event.Anomaly;
import dev.phleet.schemas.event.CollectorStatus;
import dev.phleet.schemas.event.Source;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;

@Timeout(120)
@ExtendWith(OneFleet.class)
class LossProofTest {

  private static void anomaly(Servers servers, String prefix, String host, long sequence)
      throws Exception {
    Anomaly anomaly = servers.read(Anomaly.class, servers.records(Topics.ANOMALIES).get(0));
    anomaly.setSource(new Source("run-1", sequence));
    String topic = prefix + "anomalies";
    servers.send(topic, host, servers.bytes(topic, anomaly));
  }

  private static void heartbeat(Servers servers, String prefix, String host, long last)
      throws Exception {
    CollectorStatus status =
        servers.read(CollectorStatus.class, servers.records(Topics.COLLECTORS).get(0));
    status.setSource(new Source("run-1", 1L));
    status.setPublished(Map.of("anomalies", last));
    String topic = prefix + "collectors";
    servers.send(topic, host, servers.bytes(topic, status));
  }

  private static Program prove(Servers servers, String prefix) throws Exception {
    return Program.start(
        Map.of(),
        Program.compiled(LossProof.class, servers.bootstrap(), servers.registryUrl(), prefix));
  }

  @Test
  void shouldNameWhatIsMissingAtTheBeginningInTheMiddleAndAtTheEnd(Servers servers)
      throws Exception {
    servers.create("lossy.anomalies", "lossy.collectors");
    for (long sequence : new long[] {2, 4, 4, 5}) {
      anomaly(servers, "lossy.", "a", sequence);
    }
    heartbeat(servers, "lossy.", "a", 7);
    anomaly(servers, "lossy.", "b", 1);
    heartbeat(servers, "lossy.", "b", 1);
    try (Program program = prove(servers, "lossy.")) {
      assertThat(program.output())
          .filteredOn(line -> !line.startsWith("SLF4J"))
          .isEqualTo(
              List.of(
                  "a run run-1: 3 anomalies, 1 twice, missing {1, 3, 6, 7}",
                  "b run run-1: 1 anomalies, 0 twice, none missing"));
      assertThat(program.code()).isEqualTo(1);
    }
  }

  @Test
  void shouldEndWithZeroWhenNothingIsMissing(Servers servers) throws Exception {
    servers.create("whole.anomalies", "whole.collectors");
    anomaly(servers, "whole.", "a", 1);
    heartbeat(servers, "whole.", "a", 1);
    try (Program program = prove(servers, "whole.")) {
      program.output();
      assertThat(program.code()).isZero();
    }
  }
}
