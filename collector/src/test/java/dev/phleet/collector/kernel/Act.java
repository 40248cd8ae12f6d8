package dev.phleet.collector.kernel;

import java.util.List;

/** What the watched program does, as the model has to see it. */
sealed interface Act {
  /** One call. */
  record Call(int code) implements Act {}

  /** A child, process or thread, that does something and ends before its parent goes on. */
  record Child(List<Act> acts) implements Act {}

  /** A signal is delivered to a handler that does something. */
  record Handled(List<Act> acts) implements Act {}

  /** Another executable takes over. */
  record Exec(String program, List<Act> acts) implements Act {}

  /** The program waits, the test does something. */
  record Pause(Deed deed) implements Act {}
}
