package dev.phleet.collector.publish;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.junit.jupiter.api.Test;

final class ProducerSettingsTest {
  @Test
  void shouldBeSafeUnlessAskedOtherwise() {
    Map<String, Object> settings = ProducerSettings.complete(Map.of(), "me");

    assertThat(settings)
        .containsEntry(ProducerConfig.ACKS_CONFIG, "all")
        .containsEntry(ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG, "true")
        .containsEntry(ProducerConfig.COMPRESSION_TYPE_CONFIG, "lz4")
        .containsEntry(ProducerConfig.CLIENT_ID_CONFIG, "me");
  }

  @Test
  void shouldLetNobodyTurnSafetyOff() {
    Map<String, String> careless =
        Map.of("acks", "0", "enable.idempotence", "false", "max.block.ms", "60000");

    assertThat(ProducerSettings.complete(careless, "me"))
        .containsEntry("acks", "all")
        .containsEntry("enable.idempotence", "true")
        .containsEntry("max.block.ms", "1000");
  }

  @Test
  void shouldPassEverythingElseOn() {
    assertThat(ProducerSettings.complete(Map.of("compression.type", "zstd", "x", "y"), "me"))
        .containsEntry("compression.type", "zstd")
        .containsEntry("x", "y");
  }
}
