package dev.phleet.collector.layout;

import java.util.List;

/**
 * The structs of events.h and those of maps.h that hold a profile, as the collector reads and
 * writes them.
 */
public final class Layouts {
  /** Calls in a full window. */
  public static final int WINDOW_LENGTH = 9;

  /** Bytes of a command name, terminator included. */
  public static final int COMM_LENGTH = 16;

  /** Where the path of a created event ends, counted from the start of its buffer, in bytes. */
  public static final int PATH_LENGTH = 1024;

  /** Bytes of a name; so many behind the path hold nothing, and a script's name is as long. */
  public static final int NAME_LENGTH = 256;

  /** One more than the highest kind of event. */
  public static final int EVENT_KINDS = 5;

  /** Native call numbers with a byte of their own in a profile. */
  public static final int CALL_INDEXES = 512;

  /** Slots of a profile's cache of windows. */
  public static final int KNOWN_WINDOWS = 128;

  /** Windows of one row of those that a profile's cache has no room for. */
  public static final int WINDOW_ROW = 54;

  /** Cells of one row of lookahead pairs. */
  public static final int ROW_CELLS = 64;

  /** Words of a row of traits. */
  public static final int TRAIT_WORDS = 54;

  /** Calls of which a gram is made. */
  public static final int GRAM_LENGTH = 6;

  /** Sets of calls that a profile keeps. */
  public static final int CALL_SETS_MAX = 512;

  /** {@code struct event_header}. */
  public static final StructView EVENT_HEADER =
      StructView.named("event_header")
          .u64("time", "sequence", "profile_key")
          .u32("profile", "kind")
          .build();

  /** {@code struct process_info}. */
  public static final StructView PROCESS_INFO =
      StructView.named("process_info")
          .u64("cgroup")
          .u32("pid", "tid", "parent_pid", "uid")
          .array("comm", 1, COMM_LENGTH)
          .build();

  /** {@code struct profile_counters}. */
  public static final StructView PROFILE_COUNTERS =
      StructView.named("profile_counters")
          .u64("calls", "train_count", "last_mod_count", "sequences", "anomalies")
          .u64("first_seen", "last_change", "normal_time", "gram_misses", "scores_over")
          .u32("state", "distinct_calls", "pairs", "ignored", "grams", "call_sets")
          .build();

  /** {@code struct created_event}. */
  public static final StructView CREATED_EVENT =
      event("created_event")
          .u32("path_start", "path_truncated")
          .array("path", 1, PATH_LENGTH + NAME_LENGTH)
          .array("script", 1, NAME_LENGTH)
          .build();

  /** {@code struct state_event}. */
  public static final StructView STATE_EVENT =
      event("state_event").u32("previous", "reason").build();

  /** {@code struct window_event}. */
  public static final StructView WINDOW_EVENT =
      event("window_event")
          .u64("held_back")
          .u32("anomalies", "gram_misses")
          .array("calls", 2, WINDOW_LENGTH)
          .u16("score", "set_distance")
          .u8("lfc", "max_lfc", "distances", "gram_missing", "opinions")
          .array("padding", 1, 5)
          .build();

  /** {@code struct settings}. */
  public static final StructView SETTINGS =
      StructView.named("settings")
          .u64("normal_wait", "scope_cgroup")
          .u32("scope_kind", "scope_pid", "monitoring")
          .u32("factor_numerator", "factor_denominator")
          .u32("anomaly_limit", "tolerize_limit", "window_length", "locality_window")
          .u32("signal_frames", "batch", "new_sequences", "anomaly_burst", "anomaly_rate")
          .u32("profile_scripts", "grams", "call_sets", "score_limit", "distance_weight")
          .u32("padding")
          .build();

  /** {@code struct counters}. */
  public static final StructView COUNTERS =
      StructView.named("counters")
          .array("sent", 8, EVENT_KINDS)
          .array("dropped", 8, EVENT_KINDS)
          .u64("held_back", "tasks_started", "tasks_ended", "tasks_failed", "profiles_full")
          .u64("pairs_full", "calls_full", "contended", "traits_full", "call_sets_full")
          .build();

  /** {@code struct command}. */
  public static final StructView COMMAND =
      StructView.named("command")
          .u64("profile_key", "target_key")
          .u32("operation", "result")
          .build();

  /** {@code struct task_row}. */
  public static final StructView TASK_ROW =
      StructView.named("task_row")
          .u64("profile_key", "calls")
          .u32("profile", "pid", "tid", "lfc", "max_lfc", "signal_depth")
          .u32("anomalies", "gram_misses", "score", "set_distance")
          .array("comm", 1, COMM_LENGTH)
          .build();

  /** {@code struct ancestor}. */
  public static final StructView ANCESTOR =
      StructView.named("ancestor")
          .u64("started", "profile_key")
          .u32("parent_pid", "pid")
          .array("comm", 1, COMM_LENGTH)
          .build();

  /** {@code struct replay_command}. */
  public static final StructView REPLAY_COMMAND =
      StructView.named("replay_command")
          .u64("profile_key", "now")
          .u32("action", "task", "child", "count", "outcomes", "result")
          .u32("score", "set_distance")
          .build();

  /** {@code struct replay_outcome}. */
  public static final StructView REPLAY_OUTCOME =
      StructView.named("replay_outcome")
          .u8("new_distances", "distances", "lfc", "max_lfc", "state")
          .u8("gram_new", "gram_missing", "padding")
          .u16("score", "set_distance")
          .build();

  /** {@code struct tape_command}. */
  public static final StructView TAPE_COMMAND =
      StructView.named("tape_command")
          .u64("now")
          .u32("count", "position", "task", "findings", "ends", "result")
          .build();

  /** {@code struct tape_finding}. */
  public static final StructView TAPE_FINDING =
      StructView.named("tape_finding")
          .u32("trace", "call")
          .array("calls", 2, WINDOW_LENGTH)
          .u8("distances", "lfc", "max_lfc")
          .array("padding", 1, 3)
          .build();

  /** {@code struct tape_end}. */
  public static final StructView TAPE_END =
      StructView.named("tape_end")
          .u32("trace", "calls", "anomalies", "max_lfc", "gram_misses")
          .u16("score", "set_distance")
          .build();

  /** {@code struct row_key}. */
  public static final StructView ROW_KEY =
      StructView.named("row_key").u32("profile", "set").u16("current", "chunk").build();

  /** {@code struct row}. */
  public static final StructView ROW =
      StructView.named("row").array("cells", 8, ROW_CELLS / 8).u32("kept", "padding").build();

  /** {@code struct trait_key}. */
  public static final StructView TRAIT_KEY =
      StructView.named("trait_key")
          .u32("profile", "set")
          .u16("kind", "number")
          .u32("padding")
          .build();

  /** {@code struct trait_row}. */
  public static final StructView TRAIT_ROW =
      StructView.named("trait_row").array("words", 8, TRAIT_WORDS).u32("kept", "padding").build();

  /** {@code struct wide_key}. */
  public static final StructView WIDE_KEY =
      StructView.named("wide_key").u32("profile", "code").build();

  /** {@code struct window_key}. */
  public static final StructView WINDOW_KEY =
      StructView.named("window_key").u32("profile", "set", "number").build();

  /** {@code struct window_row}. */
  public static final StructView WINDOWS =
      StructView.named("window_row").array("windows", 8, WINDOW_ROW).build();

  /** {@code struct profile}. */
  public static final StructView PROFILE =
      StructView.named("profile")
          .struct("counters", PROFILE_COUNTERS)
          .u64("key", "held_back", "next_send")
          .u32("last_set", "train_set", "test_set", "kept_set")
          .u32("last_index", "last_wide_index")
          .u32("windows_epoch", "localities_epoch", "counts_epoch", "calls_epoch")
          .array("swept_sets", 4, 3)
          .u32("swept_last", "moved_to", "test_grams", "test_call_sets", "call_sets_of")
          .u64("familiar", "strange")
          .u32("window_set", "crowded", "swept_window_set")
          .array("unused", 4, 7)
          .u32("epoch")
          .array("padding", 4, 15)
          .array("known", 8, KNOWN_WINDOWS)
          .array("index", 1, CALL_INDEXES)
          .build();

  /** All of them. */
  public static final List<StructView> ALL =
      List.of(
          EVENT_HEADER,
          PROCESS_INFO,
          PROFILE_COUNTERS,
          CREATED_EVENT,
          STATE_EVENT,
          WINDOW_EVENT,
          SETTINGS,
          COUNTERS,
          COMMAND,
          TASK_ROW,
          ANCESTOR,
          REPLAY_COMMAND,
          REPLAY_OUTCOME,
          TAPE_COMMAND,
          TAPE_FINDING,
          TAPE_END,
          ROW_KEY,
          ROW,
          TRAIT_KEY,
          TRAIT_ROW,
          WIDE_KEY,
          WINDOW_KEY,
          WINDOWS,
          PROFILE);

  private Layouts() {}

  private static StructView.Builder event(String name) {
    return StructView.named(name)
        .struct("header", EVENT_HEADER)
        .struct("process", PROCESS_INFO)
        .struct("counters", PROFILE_COUNTERS);
  }
}
