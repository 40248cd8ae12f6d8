package dev.phleet.analyzer.query;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * A request to the API, as it can be asked again of another instance.
 *
 * @param path its path, encoded
 * @param parameters its query parameters, decoded
 * @param forwarded whether another instance asks: then only what is here may be answered
 */
public record Question(String path, Map<String, String> parameters, boolean forwarded) {
  /** Copies the parameters. */
  public Question {
    parameters = Map.copyOf(parameters);
  }

  /** The same about something else. */
  public Question at(String otherPath) {
    return new Question(otherPath, parameters, forwarded);
  }

  Question with(Page page) {
    Map<String, String> other = new TreeMap<>(parameters);
    other.put("offset", Integer.toString(page.offset()));
    other.put("limit", Integer.toString(page.limit()));
    return new Question(path, other, forwarded);
  }

  /** Path and query. */
  String target() {
    if (parameters.isEmpty()) {
      return path;
    }
    return new TreeMap<>(parameters)
        .entrySet().stream()
            .map(e -> encoded(e.getKey()) + "=" + encoded(e.getValue()))
            .collect(Collectors.joining("&", path + "?", ""));
  }

  private static String encoded(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8);
  }
}
