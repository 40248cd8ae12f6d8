package dev.phleet.analyzer.correlation;

import dev.phleet.analyzer.correlation.Prevalence.Known;
import dev.phleet.schemas.event.Incident;
import dev.phleet.schemas.event.Severity;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * How much an incident matters once it is known how surprising it is to the fleet: one step less
 * when most hosts know every mismatched pair as normal, one step more when some pair is normal on
 * no host at all.
 *
 * @param severity how much it matters
 * @param explanation why, in one sentence; empty when the fleet's knowledge changes nothing
 * @param known what the fleet knows; empty when it knows nothing of the executable
 */
public record Judgement(Severity severity, String explanation, Optional<Known> known) {
  /** With fewer hosts, "most of them" says little. */
  private static final int ENOUGH_HOSTS = 3;

  private static final List<Severity> STEPS =
      List.of(Severity.LOW, Severity.MEDIUM, Severity.HIGH, Severity.CRITICAL);

  /**
   * Judges.
   *
   * @param base severity by the rule alone
   * @param patterns what was surprising, at least one
   * @param concerned hosts of the incident; that they do not know its pairs says nothing new
   */
  public static Judgement of(
      Severity base,
      Prevalence prevalence,
      String executableId,
      List<Pattern> patterns,
      int concerned) {
    List<Known> all = new ArrayList<>();
    Pattern unknown = null;
    for (Pattern pattern : patterns) {
      Optional<Known> known = prevalence.of(executableId, pattern);
      known.ifPresent(all::add);
      if (unknown == null && known.filter(k -> k.fewest() == 0).isPresent()) {
        unknown = pattern;
      }
    }
    if (all.isEmpty()) {
      return new Judgement(base, "", Optional.empty());
    }
    Known worst =
        new Known(
            all.stream().mapToInt(Known::hosts).max().orElse(0),
            all.stream().mapToInt(Known::fewest).min().orElse(0),
            all.stream().mapToInt(Known::most).max().orElse(0));
    if (worst.hosts() >= ENOUGH_HOSTS && 2 * worst.fewest() > worst.hosts()) {
      String why = worst.fewest() + " of " + worst.hosts() + " hosts know this as normal";
      return new Judgement(step(base, -1), why, Optional.of(worst));
    }
    if (unknown != null && worst.hosts() > concerned) {
      return new Judgement(step(base, 1), unknownTo(unknown), Optional.of(worst));
    }
    return new Judgement(base, "", Optional.of(worst));
  }

  private static String unknownTo(Pattern pattern) {
    return pattern.mismatches().size() <= 1
        ? "no host knows " + pattern.phrase() + " as normal"
        : "part of what led to this is normal on no host: " + pattern.phrase();
  }

  /** So many steps more severe, or less when negative, as far as there are any. */
  public static Severity step(Severity from, int steps) {
    int step = STEPS.indexOf(from) + steps;
    return STEPS.get(Math.max(0, Math.min(STEPS.size() - 1, step)));
  }

  /** Writes it into a record. */
  public Incident.Builder into(Incident.Builder record) {
    return record.setSeverity(severity).setExplanation(explanation).setPrevalence(record());
  }

  /** What the fleet knows, as a record says it; null when it knows nothing of the executable. */
  public dev.phleet.schemas.event.Prevalence record() {
    return known
        .map(k -> new dev.phleet.schemas.event.Prevalence(k.hosts(), k.fewest(), k.most()))
        .orElse(null);
  }
}
