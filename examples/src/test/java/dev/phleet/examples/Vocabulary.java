package dev.phleet.examples;

import dev.phleet.analyzer.config.ConfigKey;
import dev.phleet.analyzer.count.Counted;
import dev.phleet.collector.config.Key;
import dev.phleet.collector.event.EventKind;
import dev.phleet.schemas.Topics;
import dev.phleet.schemas.event.IncidentType;
import dev.phleet.schemas.spelling.Nearest;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The names that pages use, held against those that there are: keys, defaults, metrics, topics. */
final class Vocabulary {
  private static final List<String> KINDS_OF_LOSS = List.of("ring.", "decode.", "queue.");
  private static final Pattern DOTTED = Pattern.compile("([a-z]+)\\.[a-z0-9.*-]+");
  private static final Pattern ASSIGNED = Pattern.compile("#?([a-z][a-z0-9.-]*) =.*");
  private static final Pattern VARIABLE = Pattern.compile("PHLEET_[A-Z_]*[A-Z]");
  private static final Pattern METRIC =
      Pattern.compile("(?<![\\w/])phleet_[a-z_]*[a-z]\\b(?!\\.\\w)");
  private static final Pattern TOPIC = Pattern.compile("(?<![\\w./-])phleet\\.([a-z-]*[a-z])\\b");
  private static final Pattern DEFAULT = Pattern.compile("`([a-z.-]+)` \\((\\d[\\d,]*)\\b");
  private static final Pattern LOUD = Pattern.compile("\\b[A-Z]{5,}\\b");
  private static final Pattern COUNTER = Pattern.compile("([a-z-]+)-total");

  private final Sources sources;
  private final Map<String, List<String>> defaults = new HashMap<>();
  private final Set<String> families;
  private final Set<String> metrics;

  Vocabulary(Sources sources) {
    this.sources = sources;
    for (Key key : Key.values()) {
      defaults.computeIfAbsent(key.text(), k -> new ArrayList<>()).add(key.defaultText());
    }
    for (ConfigKey key : ConfigKey.values()) {
      defaults.computeIfAbsent(key.key(), k -> new ArrayList<>()).add(key.byDefault());
    }
    families =
        defaults.keySet().stream()
            .filter(key -> key.contains("."))
            .map(key -> key.substring(0, key.indexOf('.')))
            .collect(Collectors.toUnmodifiableSet());
    Stream<String> counted =
        Stream.of(Counted.values()).map(c -> "phleet.analyzer." + c.metric().replace('-', '.'));
    metrics =
        Stream.of(sources.beginning("phleet_"), sources.beginning("phleet."), counted)
            .flatMap(names -> names)
            .map(name -> name.replace('.', '_'))
            .flatMap(name -> Stream.of(name, name + "_total"))
            .collect(Collectors.toUnmodifiableSet());
  }

  /**
   * Whether that is a key of collector or analyzer, or one that goes to Kafka; with a value or
   * without.
   */
  boolean isKey(String text) {
    String key = text.replaceFirst("=.*", "");
    return defaults.containsKey(key) || key.startsWith(Key.KAFKA);
  }

  /** Every name of a page that is none. */
  List<String> problems(Page page) {
    List<String> problems = new ArrayList<>();
    page.spans().stream().filter(span -> !isName(span)).forEach(s -> problems.add("no key " + s));
    page.blocks().stream().flatMap(this::wrongKeys).forEach(k -> problems.add("no key " + k));
    unknown(page, VARIABLE, this::isVariable).forEach(v -> problems.add("no variable " + v));
    unknown(page, METRIC, name -> metrics.contains(name.group()))
        .forEach(m -> problems.add("no metric " + m));
    unknown(page, TOPIC, this::isTopic).forEach(t -> problems.add("no topic " + t));
    page.spans().stream().filter(s -> !isCounter(s)).forEach(c -> problems.add("no counter " + c));
    unknown(page, LOUD, this::isNoSlipOfARule).forEach(r -> problems.add("no rule " + r));
    wrongDefaults(page).forEach(problems::add);
    return problems;
  }

  private static Stream<String> unknown(Page page, Pattern pattern, Predicate<MatchResult> known) {
    return pattern.matcher(page.text()).results().filter(known.negate()).map(MatchResult::group);
  }

  /** Only what begins as keys do is judged, and without the value that may stand behind it. */
  private boolean isName(String text) {
    String span = text.replaceFirst(" ?=.*", "");
    Matcher dotted = DOTTED.matcher(span);
    if (span.endsWith(".h") || sources.hasPackage(span)) {
      return true;
    }
    if (!dotted.matches() || !families.contains(dotted.group(1))) {
      return true;
    }
    if (span.endsWith("*")) {
      String prefix = span.substring(0, span.indexOf('*'));
      return defaults.keySet().stream().anyMatch(key -> key.startsWith(prefix))
          || KINDS_OF_LOSS.contains(prefix);
    }
    return isKey(span) || sources.has(span) || isKindOfLoss(span);
  }

  /** Kinds of which only the parts are in the sources. */
  private boolean isKindOfLoss(String name) {
    int dot = name.indexOf('.') + 1;
    String kind = name.substring(dot);
    boolean event = Stream.of(EventKind.values()).anyMatch(k -> k.label().equals(kind));
    return KINDS_OF_LOSS.contains(name.substring(0, dot)) && (event || sources.has(kind));
  }

  /** In a block that sets a key, every line sets one. */
  private Stream<String> wrongKeys(List<String> block) {
    List<String> assigned =
        block.stream()
            .map(ASSIGNED::matcher)
            .filter(Matcher::matches)
            .map(line -> line.group(1))
            .toList();
    boolean settings = assigned.stream().anyMatch(this::isKey);
    return assigned.stream().filter(key -> settings && !isKey(key));
  }

  private boolean isVariable(MatchResult found) {
    String name = found.group();
    boolean key =
        defaults.keySet().stream()
            .map(k -> "PHLEET_" + k.toUpperCase(Locale.ROOT).replaceAll("[.-]", "_"))
            .anyMatch(name::equals);
    return key || name.startsWith("PHLEET_KAFKA") || sources.says(name);
  }

  private boolean isTopic(MatchResult found) {
    return Topics.named(found.group(1)).isPresent()
        || found.group(1).equals(Topics.OCSF.name())
        || sources.has(found.group());
  }

  /** Many words are in capitals; one that is nearly a rule's name is meant to be that. */
  private boolean isNoSlipOfARule(MatchResult found) {
    List<String> rules =
        Stream.of(IncidentType.values())
            .filter(type -> type != IncidentType.OTHER)
            .map(Enum::name)
            .toList();
    return rules.contains(found.group()) || Nearest.to(found.group(), rules, 2).isEmpty();
  }

  private boolean isCounter(String span) {
    Matcher counter = COUNTER.matcher(span);
    return !counter.matches()
        || Stream.of(Counted.values()).anyMatch(c -> c.metric().equals(counter.group(1)))
        || sources.has(counter.group(1));
  }

  /** In tables of keys, and where a number in parentheses follows a key. */
  private List<String> wrongDefaults(Page page) {
    List<String> wrong = new ArrayList<>();
    for (List<String> row : page.rowsBelow("| key | default |")) {
      List<String> right = defaults.get(row.get(0).replace("`", ""));
      if (right != null && !right.contains(row.get(1).replace("`", ""))) {
        wrong.add("not the default of " + row.get(0) + ": " + row.get(1));
      }
    }
    DEFAULT
        .matcher(page.text())
        .results()
        .filter(found -> defaults.containsKey(found.group(1)))
        .filter(
            found -> !number(defaults.get(found.group(1)).get(0)).equals(number(found.group(2))))
        .forEach(found -> wrong.add("not the default: " + found.group()));
    return wrong;
  }

  private static String number(String text) {
    return text.replaceAll("\\D", "");
  }
}
