package dev.phleet.examples;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The checks of the pages find what they are for: one slip at a time in a page that is right. */
class SlipsTest {
  private static final Sources SOURCES = new Sources();
  private static final Vocabulary VOCABULARY = new Vocabulary(SOURCES);
  private static final Commands COMMANDS = new Commands(SOURCES, VOCABULARY);

  @ParameterizedTest
  @CsvSource(
      delimiterString = " -> ",
      value = {
        // Links and anchors.
        "docs/README.md -> (quick-start.md) -> (quickstart.md)",
        "docs/README.md -> (../ARCHITECTURE.md) -> (ARCHITECTURE.md)",
        "docs/faq.md -> (correlation.md#stranger) -> (correlation.md#strangers)",
        "docs/detection.md -> security.md#what-an-attacker-with-root-can-do -> security.md#an-attacker-with-root",
        "docs/detection.md -> (window.svg) -> (windows.svg)",
        "docs/collector.md -> (#noisy-programs) -> (#noisy-program)",
        // Commands and options.
        "docs/quick-start.md -> ./phleet doctor -> ./phleet docter",
        "docs/quick-start.md -> lab --demo --exit -> lab --demo --quit",
        "docs/quick-start.md -> ps -p --sort= -> ps -p --order=",
        "docs/quick-start.md -> ps -p --sort -> ps -q --sort",
        "docs/quick-start.md -> admin normalize /usr -> admin normalise /usr",
        "docs/quick-start.md -> sql --bounded -> sql --bound",
        "docs/quick-start.md -> 38513 incidents anomalies -> 38513 incidents anomaly",
        "docs/quick-start.md -> --set kafka.bootstrap.servers -> --set bootstrap.servers",
        "docs/collector.md -> phleet inspect --svg -> phleet inspect --picture",
        "docs/collector.md -> admin set detector.normal-wait -> admin set detector.wait",
        "docs/collector.md -> `phleet admin tolerize PROFILE` -> `phleet admin tolerise PROFILE`",
        "docs/detection.md -> `phleet admin sensitize` -> `phleet admin sensitise`",
        "docs/sizing.md -> bench pipeline --hosts -> bench pipeline --machines",
        "README.md -> ./phleet bench overhead --rows -> ./phleet bench overhead --row",
        // Keys and their defaults.
        "docs/detection.md -> `detector.window-length` -> `detector.window`",
        "docs/detection.md -> `detector.anomaly-limit` (30) -> `detector.anomaly-limit` (40)",
        "docs/detection.md -> `detector.score-limit` (2,500) -> `detector.score-limit` (2,000)",
        "docs/detection.md -> `ignore.*` -> `ignore.path.*`",
        "docs/collector.md -> `ignore.paths = /opt -> `ignore.files = /opt",
        "docs/collector.md -> metrics.port = 9464 -> metric.port = 9464",
        "docs/collector.md -> `train-only` | `false` -> `train-only` | `true`",
        "docs/correlation.md -> `rule.burst.lfc` | `8` -> `rule.burst.lfc` | `12`",
        "docs/correlation.md -> `rule.silence.limit` after -> `rule.silence.after` after",
        "docs/docker.md -> PHLEET_IGNORE_PATHS -> PHLEET_IGNORE_PATH",
        // Metrics, counters, topics.
        "docs/collector.md -> phleet_monitoring -> phleet_monitored",
        "docs/collector.md -> phleet_profile_saves_total -> phleet_saves_total",
        "docs/sizing.md -> phleet.anomalies -> phleet.anomaly",
        "docs/correlation.md -> A TAKEOVER is judged -> A TAKEOVRE is judged",
        "docs/sql.md -> BURST -> BRUST",
        "analyzer/README.md -> `filled-late-total` -> `late-filled-total`",
      })
  void shouldFindEverySlip(String file, String right, String wrong) {
    Page page = Page.read(Page.ROOT.resolve(file));
    assertThat(problems(page)).isEmpty();
    assertThat(page.text()).contains(right);

    Page slipped = new Page(page.file(), page.text().replace(right, wrong));

    assertThat(problems(slipped)).isNotEmpty();
  }

  private static List<String> problems(Page page) {
    List<String> problems = new ArrayList<>(page.brokenLinks());
    problems.addAll(COMMANDS.problems(page));
    problems.addAll(VOCABULARY.problems(page));
    return problems;
  }
}
