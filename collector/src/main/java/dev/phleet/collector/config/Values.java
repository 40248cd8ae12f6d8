package dev.phleet.collector.config;

import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads typed values out of a file's text; every error names the key, the value and what fits. */
final class Values {
  private static final Pattern QUANTITY = Pattern.compile("(\\d{1,15})\\s*([a-z]*)");
  private static final Map<String, Duration> TIME_UNITS =
      Map.of(
          "ms", Duration.ofMillis(1),
          "s", Duration.ofSeconds(1),
          "m", Duration.ofMinutes(1),
          "h", Duration.ofHours(1),
          "d", Duration.ofDays(1));
  private static final Map<String, Long> SIZE_UNITS =
      Map.of("", 1L, "k", 1L << 10, "m", 1L << 20, "g", 1L << 30);

  private final Map<String, String> texts;

  Values(Map<String, String> texts) {
    this.texts = texts;
  }

  /** The text of a key, or its default. */
  String text(Key key) {
    String text = texts.get(key.text());
    return text == null || text.isBlank() ? key.defaultText() : text.strip();
  }

  boolean isSet(Key key) {
    String text = texts.get(key.text());
    return text != null && !text.isBlank();
  }

  /** A whole number within bounds, both inclusive. */
  int number(Key key, int least, int most) {
    String fits = "a whole number from " + least + " to " + most;
    return parse(
        key,
        fits,
        text -> {
          int number = Integer.parseInt(text);
          if (number < least || number > most) {
            throw new NumberFormatException();
          }
          return number;
        });
  }

  boolean flag(Key key) {
    return oneOf(key, List.of("true", "false")).equals("true");
  }

  String oneOf(Key key, List<String> choices) {
    String text = text(key).toLowerCase(Locale.ROOT);
    if (!choices.contains(text)) {
      throw wrong(key, "one of " + String.join(", ", choices));
    }
    return text;
  }

  /** A duration such as 500ms, 3s, 5m, 12h or 7d; at least a millisecond, at most 10 years. */
  Duration duration(Key key) {
    return parse(
        key,
        "a duration such as 500ms, 3s, 5m, 12h or 7d",
        text -> {
          Matcher matcher = matched(text);
          Duration duration =
              TIME_UNITS.get(matcher.group(2)).multipliedBy(Long.parseLong(matcher.group(1)));
          if (duration.isZero() || duration.compareTo(Duration.ofDays(3650)) > 0) {
            throw new ArithmeticException();
          }
          return duration;
        });
  }

  /** A duration; empty when it is 0 or off. */
  Optional<Duration> durationOrOff(Key key) {
    String text = text(key).toLowerCase(Locale.ROOT);
    return text.equals("0") || text.equals("off") ? Optional.empty() : Optional.of(duration(key));
  }

  /** A number of bytes such as 65536, 512k or 4m, within bounds. */
  int bytes(Key key, int least, int most) {
    return parse(
        key,
        "bytes from " + least + " to " + most + ", such as 512k or 4m",
        text -> {
          Matcher matcher = matched(text);
          long bytes =
              Math.multiplyExact(
                  SIZE_UNITS.get(matcher.group(2)), Long.parseLong(matcher.group(1)));
          if (bytes < least || bytes > most) {
            throw new ArithmeticException();
          }
          return (int) bytes;
        });
  }

  /** Two whole numbers such as 128/32, both from 1 to a million. */
  int[] ratio(Key key) {
    return parse(
        key,
        "two whole numbers such as 128/32, each from 1 to 1000000",
        text -> {
          Matcher matcher =
              Pattern.compile("([1-9]\\d{0,6})\\s*/\\s*([1-9]\\d{0,6})").matcher(text);
          if (!matcher.matches()) {
            throw new NumberFormatException();
          }
          int[] ratio = {Integer.parseInt(matcher.group(1)), Integer.parseInt(matcher.group(2))};
          if (ratio[0] > 1_000_000 || ratio[1] > 1_000_000) {
            throw new NumberFormatException();
          }
          return ratio;
        });
  }

  /** Texts between commas; a comma within braces belongs to a glob. */
  List<String> list(Key key) {
    return Arrays.stream(text(key).split(",(?![^{}]*})", -1))
        .map(String::strip)
        .filter(item -> !item.isEmpty())
        .toList();
  }

  ConfigException wrong(Key key, String fits) {
    return new ConfigException(key.text() + " = " + text(key) + " is not " + fits + ": correct it");
  }

  private <T> T parse(Key key, String fits, Function<String, T> parser) {
    try {
      return parser.apply(text(key));
    } catch (IllegalArgumentException | ArithmeticException | NullPointerException unfit) {
      throw wrong(key, fits);
    }
  }

  private static Matcher matched(String text) {
    Matcher matcher = QUANTITY.matcher(text.toLowerCase(Locale.ROOT));
    if (!matcher.matches()) {
      throw new NumberFormatException();
    }
    return matcher;
  }
}
