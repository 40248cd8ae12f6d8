package dev.phleet.collector.detector;

import static dev.phleet.collector.layout.Layouts.TAPE_END;
import static dev.phleet.collector.layout.Layouts.TAPE_FINDING;
import static dev.phleet.collector.layout.Layouts.WINDOW_LENGTH;

import dev.phleet.collector.libbpf.BpfObject;
import dev.phleet.collector.libbpf.MappedArray;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;

/** What a run of a tape left, read where it lies. */
final class TapeOutcomes implements AutoCloseable {
  private final MappedArray findings;
  private final MappedArray ends;
  private final TapeListener listener;

  TapeOutcomes(BpfObject object, TapeListener listener) {
    findings = new MappedArray(object.map("tape_findings"));
    ends = new MappedArray(object.map("tape_ends"));
    this.listener = listener;
  }

  /** Tells the listener: the anomalies first, a trace's before its end. */
  void tell(int found, int ended) {
    for (int i = 0; i < found; i++) {
      int at = findings.offset(i);
      listener.found(findings.bytes().getInt(at + TAPE_FINDING.offset("trace")), anomaly(at));
    }
    for (int i = 0; i < ended; i++) {
      int at = ends.offset(i);
      ByteBuffer bytes = ends.bytes();
      listener.ended(
          bytes.getInt(at + TAPE_END.offset("trace")),
          new TapedTrace(
              Integer.toUnsignedLong(bytes.getInt(at + TAPE_END.offset("calls"))),
              Integer.toUnsignedLong(bytes.getInt(at + TAPE_END.offset("anomalies"))),
              bytes.getInt(at + TAPE_END.offset("max_lfc")),
              Integer.toUnsignedLong(bytes.getInt(at + TAPE_END.offset("gram_misses"))),
              Short.toUnsignedInt(bytes.getShort(at + TAPE_END.offset("score"))),
              Short.toUnsignedInt(bytes.getShort(at + TAPE_END.offset("set_distance")))));
    }
  }

  @Override
  public void close() {
    findings.close();
    ends.close();
  }

  private TapedAnomaly anomaly(int at) {
    ByteBuffer bytes = findings.bytes();
    List<Integer> window = new ArrayList<>(WINDOW_LENGTH);
    for (int distance = 0; distance < WINDOW_LENGTH; distance++) {
      int code = bytes.getShort(at + TAPE_FINDING.offset("calls") + distance * Short.BYTES);
      if (code != 0) {
        window.add(code);
      }
    }
    return new TapedAnomaly(
        Integer.toUnsignedLong(bytes.getInt(at + TAPE_FINDING.offset("call"))),
        window,
        Byte.toUnsignedInt(bytes.get(at + TAPE_FINDING.offset("distances"))),
        Byte.toUnsignedInt(bytes.get(at + TAPE_FINDING.offset("lfc"))),
        Byte.toUnsignedInt(bytes.get(at + TAPE_FINDING.offset("max_lfc"))));
  }
}
