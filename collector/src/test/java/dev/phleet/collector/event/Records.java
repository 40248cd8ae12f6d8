package dev.phleet.collector.event;

import static dev.phleet.collector.layout.Layouts.CREATED_EVENT;
import static dev.phleet.collector.layout.Layouts.EVENT_HEADER;
import static dev.phleet.collector.layout.Layouts.PROCESS_INFO;
import static dev.phleet.collector.layout.Layouts.PROFILE_COUNTERS;
import static dev.phleet.collector.layout.Layouts.STATE_EVENT;
import static dev.phleet.collector.layout.Layouts.WINDOW_EVENT;

import dev.phleet.collector.layout.StructView;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;

/** Records as the kernel writes them, for tests. */
public final class Records {
  /** Key of the profile in all of them. */
  public static final long PROFILE_KEY = 0x00800001_0000002fL;

  private Records() {}

  /** A new profile with a path of that text. */
  public static ByteBuffer created(String path) {
    ByteBuffer bytes = event(CREATED_EVENT, EventKind.CREATED, ProfileState.TRAINING);
    byte[] text = path.getBytes(StandardCharsets.UTF_8);
    int start = 1024 - text.length;
    bytes.putInt(CREATED_EVENT.offset("path_start"), start);
    bytes.put(CREATED_EVENT.offset("path") + start, text);
    return bytes;
  }

  /** A change from one state to another. */
  public static ByteBuffer state(ProfileState from, ProfileState to, StateReason reason) {
    ByteBuffer bytes = event(STATE_EVENT, EventKind.STATE, to);
    bytes.putInt(STATE_EVENT.offset("previous"), from.code());
    bytes.putInt(STATE_EVENT.offset("reason"), reason.code());
    return bytes;
  }

  /** An anomaly or a new sequence with those calls, newest first. */
  public static ByteBuffer window(EventKind kind, int distances, int... calls) {
    ByteBuffer bytes = event(WINDOW_EVENT, kind, ProfileState.NORMAL);
    for (int i = 0; i < calls.length; i++) {
      bytes.putShort(WINDOW_EVENT.offset("calls") + 2 * i, (short) calls[i]);
    }
    bytes.put(WINDOW_EVENT.offset("distances"), (byte) distances);
    bytes.put(WINDOW_EVENT.offset("lfc"), (byte) 128);
    bytes.put(WINDOW_EVENT.offset("max_lfc"), (byte) 128);
    bytes.putLong(WINDOW_EVENT.offset("held_back"), 23);
    bytes.putInt(WINDOW_EVENT.offset("anomalies"), 167);
    bytes.putInt(WINDOW_EVENT.offset("gram_misses"), 173);
    bytes.putShort(WINDOW_EVENT.offset("score"), (short) 60_001);
    bytes.putShort(WINDOW_EVENT.offset("set_distance"), (short) 997);
    bytes.put(WINDOW_EVENT.offset("gram_missing"), (byte) 1);
    bytes.put(WINDOW_EVENT.offset("opinions"), (byte) 3);
    return bytes;
  }

  private static ByteBuffer event(StructView view, EventKind kind, ProfileState state) {
    ByteBuffer bytes = ByteBuffer.allocate(view.size()).order(ByteOrder.nativeOrder());
    bytes.putLong(EVENT_HEADER.offset("time"), 1_000_000_007L);
    bytes.putLong(EVENT_HEADER.offset("sequence"), 11);
    bytes.putLong(EVENT_HEADER.offset("profile_key"), PROFILE_KEY);
    bytes.putInt(EVENT_HEADER.offset("profile"), 7);
    bytes.putInt(EVENT_HEADER.offset("kind"), kind.code());
    int process = view.offset("process");
    bytes.putLong(process + PROCESS_INFO.offset("cgroup"), 41);
    bytes.putInt(process + PROCESS_INFO.offset("pid"), 4_194_301);
    bytes.putInt(process + PROCESS_INFO.offset("tid"), 4_194_302);
    bytes.putInt(process + PROCESS_INFO.offset("parent_pid"), 4_194_303);
    bytes.putInt(process + PROCESS_INFO.offset("uid"), -1);
    bytes.put(
        process + PROCESS_INFO.offset("comm"), "a name of 15 by".getBytes(StandardCharsets.UTF_8));
    int counters = view.offset("counters");
    bytes.putLong(counters + PROFILE_COUNTERS.offset("calls"), 101);
    bytes.putLong(counters + PROFILE_COUNTERS.offset("train_count"), 103);
    bytes.putLong(counters + PROFILE_COUNTERS.offset("last_mod_count"), 107);
    bytes.putLong(counters + PROFILE_COUNTERS.offset("sequences"), 109);
    bytes.putLong(counters + PROFILE_COUNTERS.offset("anomalies"), 113);
    bytes.putLong(counters + PROFILE_COUNTERS.offset("first_seen"), 127_000);
    bytes.putLong(counters + PROFILE_COUNTERS.offset("last_change"), 131_000);
    bytes.putInt(counters + PROFILE_COUNTERS.offset("state"), state.code());
    bytes.putInt(counters + PROFILE_COUNTERS.offset("distinct_calls"), 137);
    bytes.putInt(counters + PROFILE_COUNTERS.offset("pairs"), 139);
    bytes.putLong(counters + PROFILE_COUNTERS.offset("gram_misses"), 149);
    bytes.putLong(counters + PROFILE_COUNTERS.offset("scores_over"), 151);
    bytes.putInt(counters + PROFILE_COUNTERS.offset("grams"), 157);
    bytes.putInt(counters + PROFILE_COUNTERS.offset("call_sets"), 163);
    return bytes;
  }
}
