package dev.phleet.collector.replay;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.phleet.schemas.event.CallTable;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/**
 * New sequences and anomalies as {@code phleet events --json} prints them, a window a trace. What a
 * profile learned before it was normal is learned from: the windows of all its new sequences hold
 * all of its pairs. What came afterwards is tested, the program being that of one host. Other
 * records are passed over.
 */
final class EventLines implements Recording.Format {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String SEQUENCES = "new-sequences";
  private static final String ANOMALIES = "anomalies";

  private final CallTexts calls;
  private final boolean trains;

  EventLines(CallTexts calls, boolean trains) {
    this.calls = calls;
    this.trains = trains;
  }

  static boolean isOne(String line) {
    return line.stripLeading().startsWith("{");
  }

  @Override
  public void play(Lines lines, Stage stage) throws IOException {
    for (String line = lines.next(); line != null; line = lines.next()) {
      if (!line.isBlank()) {
        JsonNode record = parse(line, lines);
        String topic = record.path("topic").asText();
        if (topic.equals(SEQUENCES) || topic.equals(ANOMALIES)) {
          play(topic, record.path("value"), lines, stage);
        }
      }
    }
  }

  private static JsonNode parse(String line, Lines lines) {
    try {
      JsonNode record = JSON.readTree(line);
      if (record.has("topic") && record.has("value")) {
        return record;
      }
      throw lines.wrong("this is no event: it lacks topic and value");
    } catch (JsonProcessingException broken) {
      throw lines.wrong("this is no JSON (" + broken.getOriginalMessage() + ")");
    }
  }

  private void play(String topic, JsonNode event, Lines lines, Stage stage) {
    boolean learned = topic.equals(SEQUENCES) && !event.path("state").asText().equals("NORMAL");
    String label = trains || learned ? Trace.TRAIN : topic.equals(ANOMALIES) ? "anomaly" : "new";
    if (!stage.wants(label)) {
      return;
    }
    List<Integer> codes = codes(event.path("window"), lines);
    String program = event.path("executable").path("path").asText();
    if (program.isEmpty() || codes.isEmpty()) {
      throw lines.wrong("the event lacks a path or a window");
    }
    int process =
        stage.begin(
            new Trace(
                label,
                event.path("host").path("name").asText() + ":" + program,
                event.path("process").path("tid").asText()
                    + "#"
                    + event.path("source").path("sequence").asText()));
    codes.forEach(code -> stage.call(process, code));
    stage.end(process);
  }

  /** Oldest first. */
  private List<Integer> codes(JsonNode window, Lines lines) {
    List<Integer> codes = new ArrayList<>();
    for (JsonNode call : window) {
      int code = code(call);
      if (code == CallTexts.UNKNOWN) {
        throw lines.wrong("the window holds no call: " + call);
      }
      codes.add(code);
    }
    Collections.reverse(codes);
    return codes;
  }

  private int code(JsonNode call) {
    String table = call.path("table").asText();
    for (CallTable known : CallTable.values()) {
      if (known.name().equals(table) && call.path("number").isInt()) {
        return calls.code(known, call.path("number").asInt());
      }
    }
    return CallTexts.UNKNOWN;
  }
}
