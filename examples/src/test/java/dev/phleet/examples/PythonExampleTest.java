package dev.phleet.examples;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.phleet.schemas.Topic;
import dev.phleet.schemas.Topics;
import dev.phleet.schemas.json.EventJson;
import java.io.DataOutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** Python reads what Java wrote, every field of every event. */
@Timeout(120)
@ExtendWith(OneFleet.class)
class PythonExampleTest {
  private static final ObjectMapper JSON = new ObjectMapper();

  private static void frame(DataOutputStream out, byte[] value) throws Exception {
    out.writeInt(value.length);
    out.write(value);
  }

  @Test
  void shouldDecodeEveryFieldOfEveryEvent(Servers servers, @TempDir Path dir) throws Exception {
    List<String> expected = new ArrayList<>();
    Path frames = dir.resolve("frames");
    try (DataOutputStream out = new DataOutputStream(Files.newOutputStream(frames))) {
      for (Topic<?> topic : Topics.all()) {
        if (SpecificRecord.class.isAssignableFrom(topic.valueType())) {
          for (ConsumerRecord<String, byte[]> record : servers.records(topic)) {
            frame(out, record.value());
            var event = servers.read(topic.valueType().asSubclass(SpecificRecord.class), record);
            expected.add(EventJson.toJson(event));
          }
        }
      }
    }
    assertThat(expected).hasSizeGreaterThan(20);
    List<String> decoded = decode(servers, frames).output();
    assertThat(decoded).hasSameSizeAs(expected);
    for (int i = 0; i < decoded.size(); i++) {
      assertThat(JSON.readTree(decoded.get(i))).isEqualTo(JSON.readTree(expected.get(i)));
    }
  }

  @Test
  void shouldGoOnBehindWhatIsNoEvent(Servers servers, @TempDir Path dir) throws Exception {
    byte[] good = servers.records(Topics.ANOMALIES).get(0).value();
    byte[] cut = Arrays.copyOf(good, good.length / 2);
    Path frames = dir.resolve("frames");
    try (DataOutputStream out = new DataOutputStream(Files.newOutputStream(frames))) {
      frame(out, new byte[] {1, 2, 3});
      frame(out, cut);
      out.writeInt(-1);
      frame(out, good);
    }
    List<String> output = decode(servers, frames).output();
    assertThat(output).hasSize(3);
    assertThat(output).filteredOn(line -> line.startsWith("left out: ")).hasSize(2);
    assertThat(output).filteredOn(line -> line.startsWith("{")).hasSize(1);
  }

  private static Program decode(Servers servers, Path frames) throws Exception {
    return Program.start(
        Map.of("PYTHONUNBUFFERED", "1"),
        List.of(
            "sh",
            "-c",
            "exec \"$0\" python/phleet_events.py \"$1\" < \"$2\"",
            Program.python(),
            servers.registryUrl(),
            frames.toString()));
  }

  @Test
  void shouldConsumeTheTopic(Servers servers) throws Exception {
    try (Program program =
        Program.start(
            Map.of(),
            List.of(
                Program.python(),
                "python/consume.py",
                servers.bootstrap(),
                servers.registryUrl(),
                "phleet.incidents"))) {
      String last =
          program.await(line -> line.contains("\"CLOSED\"") || line.contains("Traceback"));
      assertThat(JSON.readTree(last))
          .isEqualTo(
              JSON.readTree(
                  EventJson.toJson(servers.incidents().get(servers.incidents().size() - 1))));
    }
  }
}
