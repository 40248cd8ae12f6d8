package dev.phleet.collector.events;

import dev.phleet.collector.config.ConfigException;
import dev.phleet.schemas.Topic;
import dev.phleet.schemas.Topics;
import java.io.BufferedOutputStream;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** One run of {@code phleet events}. */
public final class EventsRun {
  private final Map<String, Object> settings;
  private final String prefix;
  private final List<Topic<?>> topics;
  private final boolean json;

  /**
   * Reads nothing yet.
   *
   * @param kafka settings of consumer and registry client
   * @param prefix what every topic's name starts with
   * @param names topics without prefix; all when empty
   * @param json whether to print JSON
   * @throws ConfigException when there is no topic of such a name
   */
  public EventsRun(Map<String, String> kafka, String prefix, List<String> names, boolean json) {
    settings = new HashMap<>(kafka);
    settings.put("enable.auto.commit", "false");
    settings.put("metric.reporters", "");
    settings.put("enable.metrics.push", "false");
    // Nobody wants to look at an empty screen for a minute when the broker is not there.
    settings.putIfAbsent("default.api.timeout.ms", "10000");
    this.prefix = prefix;
    this.json = json;
    this.topics = new ArrayList<>(names.isEmpty() ? Topics.all() : List.of());
    names.forEach(name -> topics.add(named(name)));
  }

  /**
   * Prints to standard output.
   *
   * @param follow whether to go on with what comes
   * @param fromBeginning with follow: whether what is there comes first
   */
  public void print(boolean follow, boolean fromBeginning) {
    EventReader.Warnings warnings = System.err::println;
    PrintStream out =
        new PrintStream(
            new BufferedOutputStream(new FileOutputStream(FileDescriptor.out)),
            false,
            StandardCharsets.UTF_8);
    try (EventReader reader = new EventReader(settings, prefix, topics, json, out, warnings)) {
      if (follow) {
        reader.follow(fromBeginning);
      } else {
        reader.readAll();
      }
    } finally {
      out.flush();
    }
  }

  private static Topic<?> named(String name) {
    return Topics.named(name)
        .orElseThrow(
            () ->
                new ConfigException(
                    "there is no topic "
                        + name
                        + "; the topics are "
                        + Topics.all().stream()
                            .map(Topic::name)
                            .collect(Collectors.joining(", "))));
  }
}
