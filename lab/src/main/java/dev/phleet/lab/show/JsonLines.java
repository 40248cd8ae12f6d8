package dev.phleet.lab.show;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.phleet.lab.feed.Arrival;
import dev.phleet.schemas.json.EventJson;
import java.io.PrintStream;

/** Every record as one JSON object a line on standard output; everything else on standard error. */
public final class JsonLines implements Display {
  private final PrintStream out;
  private final Lines talk;

  /**
   * Nothing is printed yet.
   *
   * @param out for the records
   * @param talk for everything else
   */
  public JsonLines(PrintStream out, Lines talk) {
    this.out = out;
    this.talk = talk;
  }

  @Override
  public void step(String who, String what) {
    talk.step(who, what);
  }

  @Override
  public void say(String text) {
    talk.say(text);
  }

  @Override
  public void arrived(Arrival arrival) {
    ObjectNode line = JsonNodeFactory.instance.objectNode();
    line.put("topic", arrival.topicName()).put("key", arrival.key());
    line.set("value", arrival.value().map(EventJson::toTree).orElse(null));
    arrival.problem().ifPresent(p -> line.put("problem", p));
    out.println(line);
    out.flush();
  }
}
