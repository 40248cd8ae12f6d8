package dev.phleet.collector.event;

import static dev.phleet.collector.layout.Layouts.CREATED_EVENT;
import static dev.phleet.collector.layout.Layouts.EVENT_HEADER;
import static dev.phleet.collector.layout.Layouts.NAME_LENGTH;
import static dev.phleet.collector.layout.Layouts.PATH_LENGTH;
import static dev.phleet.collector.layout.Layouts.PROCESS_INFO;
import static dev.phleet.collector.layout.Layouts.STATE_EVENT;
import static dev.phleet.collector.layout.Layouts.WINDOW_EVENT;
import static dev.phleet.collector.layout.Layouts.WINDOW_LENGTH;

import dev.phleet.collector.event.Rejected.Reason;
import dev.phleet.collector.layout.Layouts;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;

/**
 * Makes events of records. The length is compared with the kind's before a field is read, so no
 * bytes, whatever they are, lead to an exception or to a read out of bounds: they lead to a {@link
 * Rejected}.
 */
public final class EventDecoder {
  private static final int PROCESS = STATE_EVENT.offset("process");
  private static final int COUNTERS = STATE_EVENT.offset("counters");
  private static final int CGROUP = PROCESS + PROCESS_INFO.offset("cgroup");
  private static final int PID = PROCESS + PROCESS_INFO.offset("pid");
  private static final int TID = PROCESS + PROCESS_INFO.offset("tid");
  private static final int PARENT_PID = PROCESS + PROCESS_INFO.offset("parent_pid");
  private static final int UID = PROCESS + PROCESS_INFO.offset("uid");
  private static final int COMM = PROCESS + PROCESS_INFO.offset("comm");
  private static final int KIND = EVENT_HEADER.offset("kind");
  private static final int TIME = EVENT_HEADER.offset("time");
  private static final int SEQUENCE = EVENT_HEADER.offset("sequence");
  private static final int PROFILE_KEY = EVENT_HEADER.offset("profile_key");
  private static final int PROFILE = EVENT_HEADER.offset("profile");
  private static final int PATH_START = CREATED_EVENT.offset("path_start");
  private static final int PATH = CREATED_EVENT.offset("path");
  private static final int PATH_TRUNCATED = CREATED_EVENT.offset("path_truncated");
  private static final int SCRIPT = CREATED_EVENT.offset("script");
  private static final int PREVIOUS = STATE_EVENT.offset("previous");
  private static final int REASON = STATE_EVENT.offset("reason");
  private static final int CALLS = WINDOW_EVENT.offset("calls");
  private static final int HELD_BACK = WINDOW_EVENT.offset("held_back");
  private static final int LFC = WINDOW_EVENT.offset("lfc");
  private static final int MAX_LFC = WINDOW_EVENT.offset("max_lfc");
  private static final int DISTANCES = WINDOW_EVENT.offset("distances");

  private static final int ANOMALIES = WINDOW_EVENT.offset("anomalies");
  private static final int GRAM_MISSES = WINDOW_EVENT.offset("gram_misses");
  private static final int SCORE = WINDOW_EVENT.offset("score");
  private static final int SET_DISTANCE = WINDOW_EVENT.offset("set_distance");
  private static final int GRAM_MISSING = WINDOW_EVENT.offset("gram_missing");
  private static final int OPINIONS = WINDOW_EVENT.offset("opinions");

  private EventDecoder() {}

  /**
   * Decodes one record.
   *
   * @param bytes the record from index 0 to its limit, in the kernel's byte order
   */
  public static Decoded decode(ByteBuffer bytes) {
    int length = bytes.limit();
    if (length < EVENT_HEADER.size()) {
      return new Rejected(Reason.TRUNCATED_HEADER, Optional.empty(), length);
    }
    Optional<EventKind> kind = EventKind.of(bytes.getInt(KIND));
    if (kind.isEmpty()) {
      return new Rejected(Reason.UNKNOWN_KIND, kind, length);
    }
    if (length != sizeOf(kind.get())) {
      return new Rejected(Reason.WRONG_LENGTH, kind, length);
    }
    Optional<Counters> counters = CountersDecoder.decode(bytes, COUNTERS);
    if (counters.isEmpty()) {
      return new Rejected(Reason.UNKNOWN_STATE, kind, length);
    }
    EventHeader header = header(bytes, kind.get());
    ProcessInfo process = process(bytes);
    return switch (kind.get()) {
      case CREATED -> created(bytes, header, process, counters.get());
      case STATE -> state(bytes, header, process, counters.get());
      case ANOMALY, SEQUENCE -> window(bytes, header, process, counters.get());
    };
  }

  private static int sizeOf(EventKind kind) {
    return switch (kind) {
      case CREATED -> CREATED_EVENT.size();
      case STATE -> STATE_EVENT.size();
      case ANOMALY, SEQUENCE -> WINDOW_EVENT.size();
    };
  }

  private static EventHeader header(ByteBuffer bytes, EventKind kind) {
    return new EventHeader(
        bytes.getLong(TIME),
        bytes.getLong(SEQUENCE),
        bytes.getLong(PROFILE_KEY),
        bytes.getInt(PROFILE),
        kind);
  }

  private static ProcessInfo process(ByteBuffer bytes) {
    return new ProcessInfo(
        bytes.getLong(CGROUP),
        bytes.getInt(PID),
        bytes.getInt(TID),
        bytes.getInt(PARENT_PID),
        Integer.toUnsignedLong(bytes.getInt(UID)),
        KernelText.read(bytes, COMM, Layouts.COMM_LENGTH));
  }

  private static Decoded created(
      ByteBuffer bytes, EventHeader header, ProcessInfo process, Counters counters) {
    int start = bytes.getInt(PATH_START);
    if (start < 0 || start > PATH_LENGTH) {
      return new Rejected(Reason.PATH_OUT_OF_BOUNDS, Optional.of(header.kind()), bytes.limit());
    }
    String path = KernelText.read(bytes, PATH + start, PATH_LENGTH - start);
    boolean truncated = bytes.getInt(PATH_TRUNCATED) != 0;
    String script = KernelText.read(bytes, SCRIPT, NAME_LENGTH);
    return new Created(header, process, counters, path, truncated, script);
  }

  private static Decoded state(
      ByteBuffer bytes, EventHeader header, ProcessInfo process, Counters counters) {
    Optional<ProfileState> previous = ProfileState.of(bytes.getInt(PREVIOUS));
    Optional<StateReason> reason = StateReason.of(bytes.getInt(REASON));
    if (previous.isEmpty()) {
      return new Rejected(Reason.UNKNOWN_STATE, Optional.of(header.kind()), bytes.limit());
    }
    if (reason.isEmpty()) {
      return new Rejected(Reason.UNKNOWN_REASON, Optional.of(header.kind()), bytes.limit());
    }
    return new StateChanged(header, process, counters, previous.get(), reason.get());
  }

  private static WindowEvent window(
      ByteBuffer bytes, EventHeader header, ProcessInfo process, Counters counters) {
    List<Integer> calls = new ArrayList<>(WINDOW_LENGTH);
    for (int i = 0; i < WINDOW_LENGTH; i++) {
      int code = Short.toUnsignedInt(bytes.getShort(CALLS + 2 * i));
      if (code == 0) {
        break;
      }
      calls.add(code);
    }
    return new WindowEvent(
        header,
        process,
        counters,
        bytes.getLong(HELD_BACK),
        Collections.unmodifiableList(calls),
        Byte.toUnsignedInt(bytes.get(LFC)),
        Byte.toUnsignedInt(bytes.get(MAX_LFC)),
        Byte.toUnsignedInt(bytes.get(DISTANCES)),
        score(bytes));
  }

  private static TaskScore score(ByteBuffer bytes) {
    return new TaskScore(
        bytes.getInt(ANOMALIES),
        bytes.getInt(GRAM_MISSES),
        Short.toUnsignedInt(bytes.getShort(SCORE)),
        Short.toUnsignedInt(bytes.getShort(SET_DISTANCE)),
        bytes.get(GRAM_MISSING) != 0,
        Byte.toUnsignedInt(bytes.get(OPINIONS)));
  }
}
