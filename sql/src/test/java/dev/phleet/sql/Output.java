package dev.phleet.sql;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.phleet.sql.output.OutputFormat;
import dev.phleet.sql.statement.Script;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** A session whose output is kept. */
final class Output implements AutoCloseable {
  private static final ObjectMapper JSON = new ObjectMapper();

  private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
  private final SqlSession session;

  Output(Servers servers, OutputFormat format) {
    session =
        new SqlSession(
            servers.source(true), format, new PrintStream(bytes, true, StandardCharsets.UTF_8));
  }

  /** What a statement prints. */
  String of(String statement) {
    bytes.reset();
    Script.of(statement).statements().forEach(session::run);
    return bytes.toString(StandardCharsets.UTF_8);
  }

  /** What a statement prints, by lines, as JSON. */
  List<JsonNode> jsonOf(String statement) {
    return of(statement).lines().map(Output::parsed).toList();
  }

  /** A text as JSON. */
  static JsonNode parsed(String line) {
    try {
      return JSON.readTree(line);
    } catch (JsonProcessingException e) {
      throw new AssertionError(line, e);
    }
  }

  @Override
  public void close() {
    session.close();
  }
}
