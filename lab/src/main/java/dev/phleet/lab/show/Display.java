package dev.phleet.lab.show;

import dev.phleet.lab.feed.Arrival;

/** Where the lab says what happens. */
public interface Display {
  /**
   * Something about one part of the lab.
   *
   * @param who the host, the broker, ...
   * @param what what happened
   */
  void step(String who, String what);

  /**
   * A line of its own.
   *
   * @param text the line
   */
  void say(String text);

  /**
   * A record that was read back from Kafka.
   *
   * @param arrival the record
   */
  void arrived(Arrival arrival);
}
