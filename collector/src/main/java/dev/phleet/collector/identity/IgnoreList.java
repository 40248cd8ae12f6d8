package dev.phleet.collector.identity;

import dev.phleet.collector.detector.Operation;
import dev.phleet.collector.detector.OperationResult;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Has the kernel side ignore what the configuration says: each program as soon as it is known, and
 * all of them again when the rules change. What an administrator ignored otherwise stays so.
 */
public final class IgnoreList {
  private static final Logger LOG = LoggerFactory.getLogger(IgnoreList.class);

  private final Administration administration;
  private final Map<Long, KnownProgram> known = new HashMap<>();
  private final Set<Long> ignored = new HashSet<>();
  private IgnoreRules rules;

  /** What does operations to profiles; {@code Detector::administer}. */
  public interface Administration {
    /**
     * Does one operation.
     *
     * @param operation what
     * @param profileKey to which profile
     */
    OperationResult administer(Operation operation, long profileKey);
  }

  /** With the first rules. */
  public IgnoreList(Administration administration, IgnoreRules rules) {
    this.administration = administration;
    this.rules = rules;
  }

  /**
   * A program was seen.
   *
   * @return whether it is ignored from now on
   */
  public synchronized boolean met(KnownProgram program) {
    known.put(program.profileKey(), program);
    judge(program);
    return ignored.contains(program.profileKey());
  }

  /** Other rules from now on, also for the programs that are known. */
  public synchronized void change(IgnoreRules changed) {
    rules = changed;
    known.values().forEach(this::judge);
  }

  /** How many profiles these rules ignore. */
  public synchronized int size() {
    return ignored.size();
  }

  /** Nothing more is known of a profile that was given up. */
  public synchronized void forget(long profileKey) {
    known.remove(profileKey);
    ignored.remove(profileKey);
  }

  private void judge(KnownProgram program) {
    long key = program.profileKey();
    Optional<String> rule = rules.ruleFor(program);
    if (rule.isPresent() && !ignored.contains(key)) {
      if (administration.administer(Operation.IGNORE, key) == OperationResult.DONE) {
        ignored.add(key);
        LOG.info("ignoring {}: {}", program.path(), rule.get());
      } else {
        LOG.warn("could not ignore {}; the next change of the rules tries again", program.path());
      }
    } else if (rule.isEmpty() && ignored.contains(key)) {
      if (administration.administer(Operation.WATCH, key) == OperationResult.DONE) {
        ignored.remove(key);
        LOG.info("watching {} again", program.path());
      }
    }
  }
}
