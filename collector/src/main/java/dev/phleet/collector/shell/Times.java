package dev.phleet.collector.shell;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;

/** Times of the protocol (microseconds since 1970-01-01T00:00Z) as people read them. */
final class Times {
  private static final DateTimeFormatter LOCAL = DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss");

  private Times() {}

  /** In the time zone of this machine; - when there is none. */
  static String local(JsonNode micros) {
    return micros.isNumber() ? LOCAL.format(of(micros).atZone(ZoneId.systemDefault())) : "-";
  }

  static Instant of(JsonNode micros) {
    return Instant.EPOCH.plus(micros.longValue(), ChronoUnit.MICROS);
  }
}
