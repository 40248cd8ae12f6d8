package dev.phleet.collector.detector;

import static dev.phleet.collector.layout.Layouts.TASK_ROW;

import dev.phleet.collector.event.KernelText;
import dev.phleet.collector.layout.Layouts;
import java.nio.ByteBuffer;

/** Reads what the iterator {@code list_tasks} writes. */
final class TaskRows {
  private TaskRows() {}

  static TaskRow decode(ByteBuffer bytes, int start) {
    return new TaskRow(
        bytes.getLong(start + TASK_ROW.offset("profile_key")),
        bytes.getLong(start + TASK_ROW.offset("calls")),
        bytes.getInt(start + TASK_ROW.offset("profile")),
        bytes.getInt(start + TASK_ROW.offset("pid")),
        bytes.getInt(start + TASK_ROW.offset("tid")),
        bytes.getInt(start + TASK_ROW.offset("lfc")),
        bytes.getInt(start + TASK_ROW.offset("max_lfc")),
        bytes.getInt(start + TASK_ROW.offset("signal_depth")),
        KernelText.read(bytes, start + TASK_ROW.offset("comm"), Layouts.COMM_LENGTH));
  }
}
