package dev.phleet.analyzer.api;

import dev.phleet.analyzer.query.Order;
import dev.phleet.analyzer.query.Page;
import dev.phleet.analyzer.query.Peers;
import dev.phleet.analyzer.query.Question;
import io.javalin.http.Context;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/**
 * The parameters of a request, checked: what is unknown or makes no sense is refused with a line
 * that says what would.
 */
final class Asked {
  private static final int LIMIT = 50;
  private static final int HIGHEST_LIMIT = 500;
  private static final int DEEPEST = 10_000;
  private static final int LONGEST = 4096;

  private final Context ctx;
  private final boolean forwarded;

  private Asked(Context ctx) {
    this.ctx = ctx;
    this.forwarded = ctx.header(Peers.FORWARDED) != null;
  }

  /**
   * The parameters of a request.
   *
   * @param known names of the query parameters that it may have
   */
  static Asked of(Context ctx, String... known) {
    Set<String> unknown = new HashSet<>(ctx.queryParamMap().keySet());
    Arrays.asList(known).forEach(unknown::remove);
    if (!unknown.isEmpty()) {
      throw Refused.bad(
          "Unknown parameter "
              + unknown.iterator().next()
              + ": "
              + (known.length == 0
                  ? "none is known here."
                  : "known are " + String.join(", ", known) + "."));
    }
    for (Map.Entry<String, List<String>> parameter : ctx.queryParamMap().entrySet()) {
      if (parameter.getValue().size() > 1 || parameter.getValue().get(0).length() > LONGEST) {
        throw Refused.bad(
            "Parameter " + parameter.getKey() + " must be there once and be shorter than 4096.");
      }
    }
    return new Asked(ctx);
  }

  /** The same for another instance. */
  Question question() {
    Map<String, String> parameters = new HashMap<>();
    ctx.queryParamMap().forEach((name, values) -> parameters.put(name, values.get(0)));
    return new Question(ctx.req().getRequestURI(), parameters, forwarded);
  }

  Page page() {
    int deepest = forwarded ? DEEPEST + HIGHEST_LIMIT : HIGHEST_LIMIT;
    return new Page(number("offset", 0, 0, DEEPEST), number("limit", LIMIT, 1, deepest));
  }

  int number(String name, int byDefault, int lowest, int highest) {
    String text = ctx.queryParam(name);
    if (text == null) {
      return byDefault;
    }
    if (text.matches("[0-9]{1,6}")) {
      int number = Integer.parseInt(text);
      if (number >= lowest && number <= highest) {
        return number;
      }
    }
    throw Refused.bad(
        "Parameter " + name + " must be a whole number from " + lowest + " to " + highest + ".");
  }

  Optional<String> text(String name) {
    return Optional.ofNullable(ctx.queryParam(name)).filter(text -> !text.isEmpty());
  }

  Optional<Boolean> truth(String name) {
    return text(name)
        .map(
            text ->
                switch (text) {
                  case "true" -> true;
                  case "false" -> false;
                  default -> throw Refused.bad("Parameter " + name + " must be true or false.");
                });
  }

  /** A point in time, or how long ago it was: {@code 2026-01-01T00:00:00Z} or {@code PT1H}. */
  Optional<Instant> time(String name) {
    return text(name)
        .map(
            text -> {
              try {
                return text.startsWith("P")
                    ? Instant.now().minus(Duration.parse(text))
                    : Instant.parse(text);
              } catch (DateTimeException | ArithmeticException e) {
                throw Refused.bad(
                    "Parameter "
                        + name
                        + " must be a time like 2026-01-01T00:00:00Z or a duration like PT1H.");
              }
            });
  }

  /** Names of an enum's constants in any case, separated by commas. */
  <E extends Enum<E>> Set<E> oneOf(String name, Class<E> type) {
    Set<E> found = new HashSet<>();
    for (String word : text(name).map(t -> t.split(",", -1)).orElse(new String[0])) {
      found.add(
          Arrays.stream(type.getEnumConstants())
              .filter(each -> each.name().equals(word.strip().toUpperCase(Locale.ROOT)))
              .findFirst()
              .orElseThrow(
                  () ->
                      Refused.bad(
                          "Parameter "
                              + name
                              + " must be of "
                              + names(Arrays.asList(type.getEnumConstants()), E::name)
                              + ".")));
    }
    return found;
  }

  /**
   * A field to sort by, with a minus for the greatest first.
   *
   * @param byDefault when none is asked for
   * @param identity what tells entries apart
   * @param fields the fields that there are
   */
  Order order(String byDefault, String identity, Collection<String> fields) {
    String text = text("sort").orElse(byDefault);
    String field = text.startsWith("-") ? text.substring(1) : text;
    if (!fields.contains(field)) {
      throw Refused.bad(
          "Parameter sort must be of "
              + names(fields, Function.identity())
              + ", with a minus before it for the greatest first.");
    }
    return new Order(field, text.startsWith("-"), identity);
  }

  /** A text as a segment of a path. */
  static String segment(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
  }

  private static <T> String names(Collection<T> all, Function<T, String> name) {
    return String.join(", ", all.stream().map(name).sorted().toList());
  }
}
