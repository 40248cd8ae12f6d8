package dev.phleet.collector.publish;

import dev.phleet.collector.calls.CallNames;
import dev.phleet.collector.context.ProcessContext;
import dev.phleet.collector.event.Counters;
import dev.phleet.collector.event.ProcessInfo;
import dev.phleet.collector.event.ProfileState;
import dev.phleet.collector.event.TaskScore;
import dev.phleet.collector.event.WindowEvent;
import dev.phleet.schemas.event.Executable;
import dev.phleet.schemas.event.Source;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import org.apache.avro.io.Encoder;

/**
 * Writes anomalies and new sequences field by field, in the order of their schemas, without making
 * objects of them: they are the events that come by the thousand, and most of what they hold is the
 * same again and again. Those parts are kept as bytes that Avro's own writer has made. That the
 * order and the types are the schemas' is tested against Avro's writer. For one thread.
 */
final class WindowWriter {
  private static final int KEPT_CALLS = 1024;
  private static final int DISTANCES = Byte.SIZE;

  /** Host and id of the run: the same in every event. */
  private final byte[] head;

  private final byte[] architecture;
  private final CallNames names;

  /** By the call's code; empty until the call has been seen. */
  private final byte[][] calls = new byte[KEPT_CALLS][];

  private final LatelyEncoded<Executable> executables =
      new LatelyEncoded<>(WindowWriter::isSame, EncodedPart::of);

  /** What is known of a process beside the event, all in the last fields of its record. */
  private final LatelyEncoded<ProcessContext> contexts =
      new LatelyEncoded<>(WindowWriter::isSame, WindowWriter::encode);

  WindowWriter(HostIdentity identity, CallNames names) {
    byte[] host = EncodedPart.of(identity.host());
    byte[] source = EncodedPart.of(new Source(identity.runId(), 0L));
    // The number, which is the source's last field, is the one byte 0 here.
    head = Arrays.copyOf(host, host.length + source.length - 1);
    System.arraycopy(source, 0, head, host.length, source.length - 1);
    architecture = EncodedPart.of(identity.architecture());
    this.names = names;
  }

  void write(WindowFacts facts, Encoder out) throws IOException {
    WindowEvent event = facts.event();
    out.writeFixed(head);
    out.writeLong(facts.sequence());
    out.writeLong(facts.time());
    out.writeFixed(executables.of(event.header().profileKey(), facts.executable()));
    process(event.process(), facts.context(), out);
    out.writeFixed(architecture);
    window(event.calls(), out);
    distances(event.distances(), out);
    if (facts.isAnomaly()) {
      out.writeInt(event.lfc());
      out.writeInt(event.maxLfc());
    }
    out.writeEnum(symbol(event.counters().state()));
    counters(event.counters(), out);
    if (facts.isAnomaly()) {
      out.writeLong(event.heldBack());
      score(event.score(), out);
    }
  }

  private void process(ProcessInfo process, ProcessContext context, Encoder out)
      throws IOException {
    out.writeInt(process.pid());
    out.writeInt(process.tid());
    out.writeInt(process.parentPid());
    out.writeLong(process.uid());
    out.writeString(process.comm());
    out.writeLong(process.cgroup());
    out.writeFixed(contexts.of(process.pid(), context));
  }

  private void window(List<Integer> codes, Encoder out) throws IOException {
    out.writeArrayStart();
    out.setItemCount(codes.size());
    for (int i = 0; i < codes.size(); i++) {
      out.startItem();
      out.writeFixed(call(codes.get(i)));
    }
    out.writeArrayEnd();
  }

  private byte[] call(int code) {
    if (code >= KEPT_CALLS) {
      // A call of another table, for 32-bit programs.
      return EncodedPart.of(names.call(code));
    }
    if (calls[code] == null) {
      calls[code] = EncodedPart.of(names.call(code));
    }
    return calls[code];
  }

  private static void distances(int missing, Encoder out) throws IOException {
    out.writeArrayStart();
    out.setItemCount(Integer.bitCount(missing));
    for (int d = 1; d <= DISTANCES; d++) {
      if ((missing & (1 << (d - 1))) != 0) {
        out.startItem();
        out.writeInt(d);
      }
    }
    out.writeArrayEnd();
  }

  private static void counters(Counters counters, Encoder out) throws IOException {
    out.writeLong(counters.calls());
    out.writeLong(counters.trainCount());
    out.writeLong(counters.lastModCount());
    out.writeLong(counters.sequences());
    out.writeLong(counters.anomalies());
  }

  private static void score(TaskScore score, Encoder out) throws IOException {
    out.writeBoolean(score.raisedByPairs());
    out.writeBoolean(score.raisedByScore());
    out.writeInt(score.score());
    out.writeBoolean(score.gramMissing());
    out.writeLong(score.gramMisses());
    out.writeInt(score.setDistance());
  }

  private static boolean isSame(Executable known, Executable now) {
    return known.getProfileKey() == now.getProfileKey()
        && known.getId().equals(now.getId())
        && known.getPath().equals(now.getPath());
  }

  // The cache of contexts gives the same object for some seconds; two that are equal are rare.
  @SuppressWarnings("ReferenceEquality")
  private static boolean isSame(ProcessContext known, ProcessContext now) {
    return known == now;
  }

  // The generated enum has the symbols in the schema's order, and Avro writes a symbol's place.
  @SuppressWarnings("EnumOrdinal")
  private static int symbol(ProfileState state) {
    return EventParts.state(state).ordinal();
  }

  private static byte[] encode(ProcessContext context) {
    ProcessInfo nobody = new ProcessInfo(0, 0, 0, 0, 0, "");
    return EncodedPart.fromField(EventParts.process(nobody, context), "containerId");
  }
}
