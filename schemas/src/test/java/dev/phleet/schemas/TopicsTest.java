package dev.phleet.schemas;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.phleet.schemas.Topic.Cleanup;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TopicsTest {

  @Test
  void shouldListEveryTopicOnce() {
    assertThat(Topics.all().stream().map(topic -> topic.nameWith(Topics.DEFAULT_PREFIX)))
        .containsExactly(
            "phleet.anomalies",
            "phleet.profile-states",
            "phleet.profile-pairs",
            "phleet.new-sequences",
            "phleet.collectors",
            "phleet.incidents",
            "phleet.acknowledgements",
            "phleet.fleet-profiles",
            "phleet.dead-letters");
  }

  @Test
  void shouldFindTopicsByName() {
    assertThat(Topics.named("incidents")).hasValue(Topics.INCIDENTS);
    assertThat(Topics.named("phleet.incidents")).isEmpty();
  }

  @Test
  void shouldGiveTheBrokersSettings() {
    assertThat(Topics.ANOMALIES.settings())
        .isEqualTo(Map.of("cleanup.policy", "delete", "retention.ms", "" + 30L * 24 * 3600 * 1000));
    assertThat(Topics.PROFILE_STATES.settings())
        .isEqualTo(Map.of("cleanup.policy", "compact", "segment.ms", "3600000"));
    assertThat(Topics.INCIDENTS.settings())
        .containsEntry("cleanup.policy", "compact,delete")
        .containsKeys("retention.ms", "segment.ms");
  }

  @Test
  void shouldGiveEveryTopicOfEventsTheSameNumberOfPartitions() {
    assertThat(
            Topics.all().stream()
                .filter(topic -> !topic.equals(Topics.DEAD_LETTERS))
                .map(Topic::partitions)
                .distinct())
        .hasSize(1);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "a", "eu-1.phleet_", "A.B."})
  void shouldTakeLegalPrefixes(String prefix) {
    assertThat(Topics.ANOMALIES.nameWith(prefix)).isEqualTo(prefix + "anomalies");
  }

  @ParameterizedTest
  @ValueSource(strings = {"a b", "a/", "é", "a\n"})
  void shouldRefusePrefixesThatKafkaWouldNotTake(String prefix) {
    assertThatThrownBy(() -> Topics.ANOMALIES.nameWith(prefix))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("'" + prefix + "'");
  }

  @Test
  void shouldRefuseNamesThatAreTooLong() {
    assertThatCode(() -> Topics.ANOMALIES.nameWith("x".repeat(240))).doesNotThrowAnyException();
    assertThatThrownBy(() -> Topics.ANOMALIES.nameWith("x".repeat(241)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("249");
  }

  @Test
  void shouldRefuseATopicWithoutPartitions() {
    assertThatThrownBy(
            () -> new Topic<>("x", byte[].class, "none", Cleanup.DELETE, Optional.empty(), 0))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
