package dev.phleet.lab.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.phleet.lab.demo.Program;
import dev.phleet.schemas.event.Anomaly;
import dev.phleet.schemas.event.CollectorStatus;
import dev.phleet.schemas.event.Loss;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A program that misbehaves far more often than anybody wants to read. */
@NeedsKernel
@Timeout(180)
class QuietEndToEndTest {
  private static final int RUNS = 43;

  @Test
  void shouldHoldAnomaliesBackAndAccountForEveryOne(@TempDir Path directory) throws Exception {
    Program program = Program.copyTo(directory);
    String path = program.path().toString();
    Map<String, String> few =
        Map.of(
            "detector.normal-wait", "7d",
            "detector.anomaly-burst", "5",
            "detector.anomaly-rate", "1",
            "detector.anomaly-limit", "100000");
    try (OneHost host = OneHost.start(directory, few)) {
      host.run(program.normally(3));
      Patience.until("its path is known", () -> host.said("ps", "-p").contains(path));
      host.said("admin", "normalize", path);
      host.run(
          "i=0; while [ $i -lt "
              + RUNS
              + " ]; do "
              + program.writingTwice()
              + "; i=$((i+1)); done");
      // With no limit the next one is sent, and tells of all that were held back before it.
      host.said("admin", "set", "anomaly-burst=0");
      host.run(program.writingTwice());
      JsonNode profile =
          new ObjectMapper().readTree(host.said("ps", "-p", "--json", "--filter", "PATH=" + path));
      long judged = profile.path("anomalies").asLong();
      assertThat(judged).isGreaterThan(RUNS);

      host.until("every anomaly is accounted for", () -> accounted(host, path) >= judged);
      List<Anomaly> published = anomalies(host, path);
      assertThat(accounted(host, path)).isEqualTo(judged);
      assertThat(published).extracting(Anomaly::getHeldBack).startsWith(0L, 0L, 0L, 0L, 0L);
      assertThat((long) published.size()).isLessThan(judged / 2);
      host.stopCollector();
      assertThat(anomalies(host, path)).hasSameSizeAs(published);
      assertThat(heldBack(host)).isEqualTo(judged - published.size());
      host.sequences()
          .forEach(
              (topic, numbers) ->
                  assertThat(numbers)
                      .as("sequence numbers on " + topic)
                      .containsExactlyElementsOf(
                          LongStream.rangeClosed(1, numbers.size()).boxed().toList()));
    }
  }

  private static List<Anomaly> anomalies(OneHost host, String path) {
    return host.all(Anomaly.class, a -> a.getExecutable().getPath().equals(path));
  }

  private static long accounted(OneHost host, String path) {
    return anomalies(host, path).stream().mapToLong(a -> 1 + a.getHeldBack()).sum();
  }

  /** As the last heartbeat has it. */
  private static long heldBack(OneHost host) {
    List<CollectorStatus> beats = host.all(CollectorStatus.class, s -> true);
    return beats.get(beats.size() - 1).getLosses().stream()
        .filter(loss -> loss.getKind().equals("anomalies.held-back"))
        .mapToLong(Loss::getCount)
        .sum();
  }
}
