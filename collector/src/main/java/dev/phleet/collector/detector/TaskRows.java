package dev.phleet.collector.detector;

import static dev.phleet.collector.layout.Layouts.TASK_ROW;

import dev.phleet.collector.event.KernelText;
import dev.phleet.collector.layout.Layouts;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;

/** Reads what the iterator {@code list_tasks} writes. */
final class TaskRows {
  private TaskRows() {}

  static List<TaskRow> all(byte[] output) {
    ByteBuffer bytes = ByteBuffer.wrap(output).order(ByteOrder.nativeOrder());
    List<TaskRow> rows = new ArrayList<>();
    for (int at = 0; at + TASK_ROW.size() <= output.length; at += TASK_ROW.size()) {
      rows.add(decode(bytes, at));
    }
    return rows;
  }

  private static TaskRow decode(ByteBuffer bytes, int start) {
    return new TaskRow(
        bytes.getLong(start + TASK_ROW.offset("profile_key")),
        bytes.getLong(start + TASK_ROW.offset("calls")),
        bytes.getInt(start + TASK_ROW.offset("profile")),
        bytes.getInt(start + TASK_ROW.offset("pid")),
        bytes.getInt(start + TASK_ROW.offset("tid")),
        bytes.getInt(start + TASK_ROW.offset("lfc")),
        bytes.getInt(start + TASK_ROW.offset("max_lfc")),
        bytes.getInt(start + TASK_ROW.offset("signal_depth")),
        bytes.getInt(start + TASK_ROW.offset("anomalies")),
        bytes.getInt(start + TASK_ROW.offset("gram_misses")),
        bytes.getInt(start + TASK_ROW.offset("score")),
        bytes.getInt(start + TASK_ROW.offset("set_distance")),
        KernelText.read(bytes, start + TASK_ROW.offset("comm"), Layouts.COMM_LENGTH));
  }
}
