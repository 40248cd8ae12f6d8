package dev.phleet.analyzer.correlation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.phleet.analyzer.correlation.Prevalence.Known;
import dev.phleet.analyzer.incident.Draft;
import dev.phleet.schemas.event.CallTable;
import dev.phleet.schemas.event.Incident;
import dev.phleet.schemas.event.IncidentType;
import dev.phleet.schemas.event.Severity;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class JudgementTest {
  private static final WindowCall WRITE = new WindowCall(CallTable.NATIVE, 1, "write");
  private static final Pattern ONE = new Pattern("x86_64", List.of(WRITE, WRITE), List.of(1));
  private static final Pattern TWO =
      new Pattern("x86_64", List.of(WRITE, WRITE, WRITE), List.of(1, 2));

  private static Judgement judge(int hosts, int fewest, int most) {
    return judge(Severity.MEDIUM, ONE, hosts, fewest, most);
  }

  private static Judgement judge(Severity base, Pattern pattern, int hosts, int fewest, int most) {
    Prevalence prevalence = (executable, p) -> Optional.of(new Known(hosts, fewest, most));
    return Judgement.of(base, prevalence, "e", List.of(pattern), 2);
  }

  @Test
  void shouldMatterLessWhenMostHostsKnowItAsNormal() {
    Judgement judged = judge(10, 8, 9);
    assertThat(judged.severity()).isEqualTo(Severity.LOW);
    assertThat(judged.explanation()).isEqualTo("8 of 10 hosts know this as normal");
    assertThat(judged.known()).contains(new Known(10, 8, 9));
    assertThat(judge(10, 5, 9).severity()).isEqualTo(Severity.MEDIUM);
    assertThat(judge(10, 5, 9).explanation()).isEmpty();
    assertThat(judge(2, 2, 2).severity()).as("of two").isEqualTo(Severity.MEDIUM);
    assertThat(judge(3, 2, 2).severity()).as("of three").isEqualTo(Severity.LOW);
  }

  @Test
  void shouldMatterMoreWhenNoHostKnowsIt() {
    assertThat(judge(10, 0, 0).severity()).isEqualTo(Severity.HIGH);
    assertThat(judge(10, 0, 0).explanation())
        .isEqualTo("no host knows write after write as normal");
    assertThat(judge(Severity.HIGH, TWO, 10, 0, 7).severity()).isEqualTo(Severity.CRITICAL);
    assertThat(judge(Severity.HIGH, TWO, 10, 0, 7).explanation())
        .isEqualTo("part of what led to this is normal on no host: write after write");
  }

  @Test
  void shouldNotWonderThatTheHostsOfTheIncidentDoNotKnowIt() {
    assertThat(judge(2, 0, 0).severity()).isEqualTo(Severity.MEDIUM);
  }

  @Test
  void shouldStayWithinTheSeverities() {
    assertThat(judge(Severity.LOW, ONE, 10, 8, 9).severity()).isEqualTo(Severity.LOW);
    assertThat(judge(Severity.CRITICAL, ONE, 10, 0, 0).severity()).isEqualTo(Severity.CRITICAL);
  }

  @Test
  void shouldGoByTheLeastKnownOfSeveralPatterns() {
    Prevalence prevalence =
        (executable, p) -> Optional.of(p.equals(ONE) ? new Known(10, 9, 9) : new Known(9, 0, 3));
    Judgement judged = Judgement.of(Severity.MEDIUM, prevalence, "e", List.of(ONE, TWO), 2);
    assertThat(judged.severity()).isEqualTo(Severity.HIGH);
    assertThat(judged.known()).contains(new Known(10, 0, 9));
  }

  @Test
  void shouldSayNothingWhenTheFleetKnowsNothing() {
    Judgement judged = Judgement.of(Severity.MEDIUM, Prevalence.UNKNOWN, "e", List.of(ONE), 2);
    assertThat(judged).isEqualTo(new Judgement(Severity.MEDIUM, "", Optional.empty()));
  }

  @Test
  void shouldWriteItselfIntoARecord() {
    Incident incident =
        judge(10, 8, 9)
            .into(Draft.of("i", IncidentType.SPREAD, Severity.CRITICAL))
            .setTitle("")
            .setOpenedAt(Instant.EPOCH)
            .setUpdatedAt(Instant.EPOCH)
            .setCount(1)
            .build();
    assertThat(incident.getSeverity()).isEqualTo(Severity.LOW);
    assertThat(incident.getPrevalence())
        .isEqualTo(new dev.phleet.schemas.event.Prevalence(10, 8, 9));
  }
}
