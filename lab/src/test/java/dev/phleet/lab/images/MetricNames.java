package dev.phleet.lab.images;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Names of metrics: those that a program shows, and those that a dashboard asks for. */
final class MetricNames {
  private static final Pattern SHOWN = Pattern.compile("(?m)^([a-zA-Z_:][\\w:]*)[ {]");
  private static final Pattern NO_NAMES =
      Pattern.compile(
          "\"[^\"]*\"|\\{[^}]*}|\\[[^]]*]|\\b(?:by|without|on|ignoring)\\s*\\([^)]*\\)");
  private static final Pattern NAME = Pattern.compile("\\b([a-zA-Z_:][\\w:]*)\\b(?!\\s*\\()");
  private static final Set<String> WORDS = Set.of("and", "or", "unless", "bool", "offset");

  private MetricNames() {}

  /**
   * Of an answer in Prometheus' format; comments do not count, a family without a sample is none.
   */
  static Set<String> shown(String answer) {
    Set<String> names = new TreeSet<>();
    SHOWN
        .matcher(answer.substring(answer.indexOf("# HELP")))
        .results()
        .forEach(found -> names.add(found.group(1)));
    return names;
  }

  /** Of the expressions of a dashboard. */
  static Set<String> asked(String dashboard) throws IOException {
    Set<String> names = new TreeSet<>();
    for (JsonNode expression : new ObjectMapper().readTree(dashboard).findValues("expr")) {
      names.addAll(ofExpression(expression.asText()));
    }
    return names;
  }

  static Set<String> ofExpression(String expression) {
    Set<String> names = new TreeSet<>();
    Matcher matcher = NAME.matcher(NO_NAMES.matcher(expression).replaceAll(" "));
    while (matcher.find()) {
      if (!WORDS.contains(matcher.group(1))) {
        names.add(matcher.group(1));
      }
    }
    return names;
  }
}
