package dev.phleet.sql.table;

import java.util.Map;

/**
 * Where the topics are and how much of them is read.
 *
 * @param kafka settings of a consumer, with {@code bootstrap.servers}
 * @param registry addresses of the schema registry, separated by commas
 * @param registrySettings how to say to the registry who we are: Confluent's names
 * @param prefix what every topic's name starts with
 * @param bounded whether to stop at what is there now
 */
public record Source(
    Map<String, String> kafka,
    String registry,
    Map<String, String> registrySettings,
    String prefix,
    boolean bounded) {

  /** Copies the maps. */
  public Source {
    kafka = Map.copyOf(kafka);
    registrySettings = Map.copyOf(registrySettings);
  }
}
