package dev.phleet.collector.replay;

import java.io.IOException;

/**
 * One trace a line: {@code label program id calls} between tabs, calls by number or by name with
 * spaces between them. A trace may have no calls.
 */
final class TraceLines implements Recording.Format {
  private static final int FIELDS = 3;

  private final CallTexts calls;
  private final boolean trains;

  TraceLines(CallTexts calls, boolean trains) {
    this.calls = calls;
    this.trains = trains;
  }

  static boolean isOne(String line) {
    return line.chars().filter(c -> c == '\t').count() >= FIELDS - 1;
  }

  @Override
  public void play(Lines lines, Stage stage) throws IOException {
    for (String line = lines.next(); line != null; line = lines.next()) {
      if (!line.isBlank()) {
        play(line, lines, stage);
      }
    }
  }

  private void play(String line, Lines lines, Stage stage) {
    int label = line.indexOf('\t');
    int program = line.indexOf('\t', label + 1);
    if (label < 0 || program < 0) {
      throw lines.wrong("a trace is: label, program, id and calls, with tabs between them");
    }
    int id = line.indexOf('\t', program + 1);
    int end = id < 0 ? line.length() : id;
    Trace trace =
        new Trace(
            trains ? Trace.TRAIN : line.substring(0, label).strip(),
            line.substring(label + 1, program).strip(),
            line.substring(program + 1, end).strip());
    if (trace.label().isEmpty() || trace.program().isEmpty()) {
      throw lines.wrong("a trace needs a label and a program");
    }
    if (stage.wants(trace.label())) {
      int process = stage.begin(trace);
      if (process != Stage.NONE) {
        playCalls(line, end, process, lines, stage);
        stage.end(process);
      }
    }
  }

  private void playCalls(String line, int from, int process, Lines lines, Stage stage) {
    int length = line.length();
    int at = from;
    while (at < length) {
      if (line.charAt(at) <= ' ') {
        at++;
        continue;
      }
      int start = at;
      int number = 0;
      while (at < length && isDigit(line.charAt(at)) && at - start < CallTexts.DIGITS) {
        number = 10 * number + line.charAt(at++) - '0';
      }
      boolean all = at == length || line.charAt(at) <= ' ';
      while (at < length && line.charAt(at) > ' ') {
        at++;
      }
      int code = all ? calls.code(number) : calls.code(line.substring(start, at));
      if (code == CallTexts.UNKNOWN) {
        throw lines.wrong(calls.complaint(line.substring(start, at)));
      }
      stage.call(process, code);
    }
  }

  private static boolean isDigit(char c) {
    return c >= '0' && c <= '9';
  }
}
