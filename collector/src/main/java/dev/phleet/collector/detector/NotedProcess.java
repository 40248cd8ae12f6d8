package dev.phleet.collector.detector;

import static dev.phleet.collector.layout.Layouts.ANCESTOR;

import dev.phleet.collector.event.KernelText;
import dev.phleet.collector.layout.Layouts;
import java.nio.ByteBuffer;

/**
 * A watched process as the kernel side noted it when it was forked or called exec last ({@code
 * struct ancestor}); it may be gone.
 *
 * @param pid process id
 * @param parentPid its first parent
 * @param started when it started, nanoseconds since boot
 * @param profileKey of what it ran; 0 when unknown
 * @param comm command name
 */
public record NotedProcess(int pid, int parentPid, long started, long profileKey, String comm) {
  static NotedProcess decode(ByteBuffer bytes) {
    return new NotedProcess(
        bytes.getInt(ANCESTOR.offset("pid")),
        bytes.getInt(ANCESTOR.offset("parent_pid")),
        bytes.getLong(ANCESTOR.offset("started")),
        bytes.getLong(ANCESTOR.offset("profile_key")),
        KernelText.read(bytes, ANCESTOR.offset("comm"), Layouts.COMM_LENGTH));
  }
}
