package dev.phleet.collector.evaluate;

import dev.phleet.collector.detector.TapedTrace;
import java.util.List;

/** How suspicious a whole trace is: a number that grows with it. Another score is another class. */
public interface Score {
  /** Every score, in the order of the report. */
  List<Score> ALL =
      List.of(
          new HighestLfc(), new AnomalyRate(), new GramRate(), new SetDistance(), new TaskScore());

  /** A short name, in words. */
  String name();

  /** The score of a trace. */
  double of(TapedTrace trace);
}
