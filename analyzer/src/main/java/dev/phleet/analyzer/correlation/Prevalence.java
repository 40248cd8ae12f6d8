package dev.phleet.analyzer.correlation;

import java.util.Optional;

/** What the fleet knows of a surprise: how many hosts have its mismatched pairs as normal. */
public interface Prevalence {
  /** A fleet of which nothing is known. */
  Prevalence UNKNOWN = (executableId, pattern) -> Optional.empty();

  /**
   * How well known the mismatched pairs of a pattern are among the hosts that run this executable;
   * empty when no host's test data is known.
   */
  Optional<Known> of(String executableId, Pattern pattern);

  /**
   * How well known some pairs are.
   *
   * @param hosts hosts that have test data of the executable
   * @param fewest hosts that know the least known of the pairs as normal
   * @param most hosts that know the best known of the pairs as normal
   */
  record Known(int hosts, int fewest, int most) {}
}
