package dev.phleet.collector.detector;

import dev.phleet.collector.libbpf.BpfMap;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.Optional;

/** The map {@code ancestors}: a place for each pid, which pids far apart share. */
final class NotedProcesses {
  /** NOTED_PROCESSES in bpf/src/maps.h; {@link NotedProcess#pid} tells whose entry it is. */
  static final int PLACES = 8192;

  /** The kernel side writes an entry in place, in some nanoseconds. */
  private static final int MOST_READS = 10;

  private final BpfMap ancestors;

  NotedProcesses(BpfMap ancestors) {
    this.ancestors = ancestors;
  }

  /** The process as it was noted last; empty when another has its place. */
  Optional<NotedProcess> find(int pid) {
    if (pid <= 0) {
      return Optional.empty();
    }
    byte[] place = new byte[Integer.BYTES];
    ByteBuffer.wrap(place).order(ByteOrder.nativeOrder()).putInt(pid % PLACES);
    Optional<byte[]> before = ancestors.lookup(place);
    for (int reads = 1; reads < MOST_READS; reads++) {
      Optional<byte[]> now = ancestors.lookup(place);
      if (before.isPresent() && now.isPresent() && Arrays.equals(before.get(), now.get())) {
        return now.map(value -> ByteBuffer.wrap(value).order(ByteOrder.nativeOrder()))
            .map(NotedProcess::decode)
            .filter(process -> process.pid() == pid);
      }
      before = now;
    }
    return Optional.empty();
  }
}
