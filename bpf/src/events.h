/* SPDX-License-Identifier: GPL-2.0-only OR BSD-2-Clause */
/*
 * The contract between the kernel side and the collector: everything that crosses, and nothing else.
 * The collector checks every struct here against the object's BTF, in both directions, before it loads it.
 * Fixed-width types, largest first, no hidden padding. Times are nanoseconds since boot (CLOCK_BOOTTIME).
 */
#ifndef PHLEET_EVENTS_H
#define PHLEET_EVENTS_H

enum {
	WINDOW_LENGTH = 9, /* calls in a full window, the current one included */
	COMM_LENGTH = 16,
	PATH_LENGTH = 1024,
	NAME_LENGTH = 256, /* one component of a path, with its slash */
	CALL_INDEXES = 512, /* native call numbers with a byte of their own in a profile */
	KNOWN_WINDOWS = 128, /* slots of a profile's cache of windows */
	WINDOW_ROW = 54, /* windows of one row of those that a profile's cache has no room for */
	ROW_CELLS = 64, /* cells (bytes, one bit a distance) of one row of lookahead pairs */
	EVENT_KINDS = 5, /* one more than the highest kind */
	GRAM_LENGTH = 6, /* calls of which a gram is made, the current one included */
	TRAIT_WORDS = 54, /* of a row of grams or of call sets */
	CALL_SETS_MAX = 512, /* sets of calls that a profile keeps */
};

/* Who holds a call, or a task, to be out of the ordinary: bits. */
enum opinion {
	OPINION_PAIRS = 1, /* the call has a lookahead pair that the test data lacks */
	OPINION_SCORE = 2, /* the task's score has crossed its limit with this call, or when it left the program */
};

/*
 * A call as it stands in a window: 0 is an empty slot, else 1 + (table << 10 | number).
 * Numbers of 1023 and above are none of any architecture's and share 1023.
 */
enum call_table { TABLE_NATIVE = 0, TABLE_COMPAT = 1, TABLE_X32 = 2 };

enum event_kind {
	EVENT_CREATED = 1, /* struct created_event */
	EVENT_STATE = 2, /* struct state_event */
	EVENT_ANOMALY = 3, /* struct window_event */
	EVENT_SEQUENCE = 4, /* struct window_event */
};

enum profile_state { STATE_TRAINING = 1, STATE_FROZEN = 2, STATE_NORMAL = 3 };

enum state_reason {
	REASON_CREATED = 1,
	REASON_NOVELTY = 2, /* frozen, and something new came: training again */
	REASON_FROZEN = 3,
	REASON_BECAME_NORMAL = 4, /* the normal wait is over */
	REASON_ANOMALY_LIMIT = 5,
	REASON_TOLERIZE_LIMIT = 6,
	/* an administrator: the operation's number + 10 */
	REASON_NORMALIZED = 11,
	REASON_TOLERIZED = 12,
	REASON_SENSITIZED = 13,
	REASON_RESET = 14,
	REASON_IGNORED = 15,
	REASON_WATCHED = 16,
};

enum operation {
	OPERATION_NORMALIZE = 1,
	OPERATION_TOLERIZE = 2,
	OPERATION_SENSITIZE = 3,
	OPERATION_RESET = 4,
	OPERATION_IGNORE = 5,
	OPERATION_WATCH = 6,
	OPERATION_BREAK = 7, /* forget the windows of the profile's tasks: calls were missed */
	/* the collector's own: the same program as target_key's, its tasks go on there, its key leads there */
	ALIAS_PROFILE = 8,
	/* the collector's own: the slot target_key, given up by an alias and left by every task, may be given again */
	FREE_SLOT = 9,
};

enum scope_kind { SCOPE_NONE = 0, SCOPE_HOST = 1, SCOPE_TREE = 2, SCOPE_CGROUP = 3 };

struct event_header {
	__u64 time;
	__u64 sequence; /* among the events of its kind, from 1; one that could not be sent uses up its number */
	__u64 profile_key; /* (device << 32) + inode */
	__u32 profile; /* slot in the map of profiles */
	__u32 kind;
};

struct process_info {
	__u64 cgroup;
	__u32 pid; /* thread group */
	__u32 tid;
	__u32 parent_pid;
	__u32 uid;
	char comm[COMM_LENGTH];
};

struct profile_counters {
	__u64 calls; /* since created or reset */
	__u64 train_count; /* since created, reset, sensitized or normal */
	__u64 last_mod_count; /* since the training data last changed */
	__u64 sequences; /* calls that taught something */
	__u64 anomalies; /* since normal */
	__u64 first_seen; /* time */
	__u64 last_change; /* time */
	__u64 normal_time; /* time; 0 unless frozen */
	__u64 gram_misses; /* calls with a gram that the test data lacks, since normal */
	__u64 scores_over; /* how often a task's score crossed its limit, since normal */
	__u32 state;
	__u32 distinct_calls;
	__u32 pairs; /* bits in the training data */
	__u32 ignored; /* 0 or 1 */
	__u32 grams; /* in the training data */
	__u32 call_sets; /* in the training data */
};

struct created_event {
	struct event_header header;
	struct process_info process;
	struct profile_counters counters;
	__u32 path_start; /* the path is path[path_start..PATH_LENGTH), no terminator; what follows is not set */
	__u32 path_truncated; /* 1: the beginning is missing */
	char path[PATH_LENGTH + NAME_LENGTH]; /* room for the verifier to see that a name fits anywhere */
	char script[NAME_LENGTH]; /* of a profile of a script: the name it was called by, terminated; else empty */
};

struct state_event {
	struct event_header header;
	struct process_info process;
	struct profile_counters counters;
	__u32 previous; /* enum profile_state */
	__u32 reason; /* enum state_reason */
};

struct window_event {
	struct event_header header;
	struct process_info process;
	struct profile_counters counters;
	__u64 held_back; /* anomalies of the profile held back since the last one sent */
	__u32 anomalies; /* calls of the task with a missing pair since it is tested */
	__u32 gram_misses; /* calls of the task with a missing gram since it is tested */
	__u16 calls[WINDOW_LENGTH]; /* newest first */
	__u16 score; /* of the task, per mille, see opinion.h */
	__u16 set_distance; /* per mille, when the task's set of calls was last compared */
	__u8 lfc;
	__u8 max_lfc;
	__u8 distances; /* bit d-1: the pair at distance d is missing */
	__u8 gram_missing; /* 1: the call's gram is missing */
	__u8 opinions; /* enum opinion: why an anomaly was sent */
	__u8 padding[5];
};

/* Every constant of the detector; the whole struct is replaced while running. */
struct settings {
	__u64 normal_wait; /* ns from frozen to normal */
	__u64 scope_cgroup; /* id of the cgroup, with SCOPE_CGROUP */
	__u32 scope_kind;
	__u32 scope_pid; /* root of the tree, with SCOPE_TREE */
	__u32 monitoring; /* 0: every hook returns at once */
	__u32 factor_numerator; /* frozen when train_count * denominator > n * numerator, */
	__u32 factor_denominator; /* n = train_count - last_mod_count */
	__u32 anomaly_limit;
	__u32 tolerize_limit;
	__u32 window_length; /* 2..9 */
	__u32 locality_window; /* 1..128 */
	__u32 signal_frames; /* 0..3 */
	__u32 batch; /* calls a task counts before it adds them to its profile; 1: exact */
	__u32 new_sequences; /* 0: no EVENT_SEQUENCE */
	__u32 anomaly_burst; /* anomalies of one profile that are sent at once; 0: no limit */
	__u32 anomaly_rate; /* then so many a minute */
	__u32 profile_scripts; /* 1: a script has a profile of its own, not its interpreter's */
	__u32 grams; /* 1: grams are learned, and looked up */
	__u32 call_sets; /* 1: the sets of calls that tasks used are learned, and compared */
	__u32 score_limit; /* a task whose score is above this, per mille, is an anomaly; 0: no limit */
	__u32 distance_weight; /* of the set distance in the score */
	__u32 padding;
};

/* What happened since the object was loaded. Each only grows. */
struct counters {
	__u64 sent[EVENT_KINDS]; /* by kind */
	__u64 dropped[EVENT_KINDS]; /* by kind: the ring buffer was full */
	__u64 held_back; /* anomalies not sent because of the rate limit */
	__u64 tasks_started;
	__u64 tasks_ended;
	__u64 tasks_failed; /* no memory for a task: it is not watched */
	__u64 profiles_full; /* no slot for a profile: its tasks are not watched */
	__u64 pairs_full; /* no room for lookahead pairs: the call was not learned */
	__u64 calls_full; /* no index for a call: its pairs were not learned */
	__u64 contended; /* gave up after repeated races: the call was not learned */
	__u64 traits_full; /* no room for grams or call sets: not learned */
	__u64 call_sets_full; /* a profile had its most call sets: one was not learned */
};

/* Argument of the program `administer`. */
struct command {
	__u64 profile_key;
	__u64 target_key; /* with ALIAS_PROFILE; with FREE_SLOT a slot */
	__u32 operation;
	__u32 result; /* out: 0 done, 1 no such profile, 2 no such operation, 3 busy with another change: try again */
};

/* What the iterator `list_tasks` writes for each watched task. */
struct task_row {
	__u64 profile_key;
	__u64 calls; /* of this task, since its last exec */
	__u32 profile;
	__u32 pid;
	__u32 tid;
	__u32 lfc;
	__u32 max_lfc;
	__u32 signal_depth;
	__u32 anomalies; /* as in struct window_event */
	__u32 gram_misses;
	__u32 score;
	__u32 set_distance;
	char comm[COMM_LENGTH];
};

/*
 * What is kept of a watched process for those that come after it, in the map `ancestors`, at the place of its pid. It is written
 * in place: a reader takes it only if it reads the same twice.
 */
struct ancestor {
	__u64 started; /* time: tells it from others with its pid */
	__u64 profile_key; /* of what it runs, or ran last; 0 when unknown */
	__u32 parent_pid; /* the first parent: when that ends the kernel gives the process to another */
	__u32 pid; /* 0: nobody */
	char comm[COMM_LENGTH];
};

/*
 * Argument of the program `replay`: runs the calls of the map `replay_calls` through the detector's own step
 * as one task of a profile, without any hook, and leaves one replay_outcome a call in `replay_outcomes`.
 */
enum replay_action {
	REPLAY_CALLS = 1, /* the first `count` codes of replay_calls */
	REPLAY_EXEC = 2, /* the task starts afresh in the profile of profile_key */
	REPLAY_FORK = 3, /* task `child` becomes a copy of task `task` */
	REPLAY_SIGNAL = 4, /* a handler starts */
	REPLAY_EXIT = 5, /* what the task has counted is added to its profile */
};

enum { REPLAY_CALLS_MAX = 4096, REPLAY_TASKS = 64 };

struct replay_command {
	__u64 profile_key; /* with REPLAY_EXEC */
	__u64 now; /* time of the first call, each later call is 1 ns later; 0: the real clock */
	__u32 action;
	__u32 task; /* 0..REPLAY_TASKS-1 */
	__u32 child;
	__u32 count; /* 0..REPLAY_CALLS_MAX */
	__u32 outcomes; /* 0: leave no outcomes */
	__u32 result; /* out: 0 done, 1 no such task, 2 no room for the profile, 3 no such action */
	/* out: of the task, afterwards; with REPLAY_EXIT what it came to at its end */
	__u32 score;
	__u32 set_distance;
};

struct replay_outcome {
	__u8 new_distances; /* bit d-1: the pair at distance d was learned by this call */
	__u8 distances; /* bit d-1: missing from the test data: an anomaly when not 0 */
	__u8 lfc;
	__u8 max_lfc;
	__u8 state; /* of the profile after the call */
	__u8 gram_new; /* 1: the gram was learned by this call */
	__u8 gram_missing; /* 1: the gram is missing from the test data */
	__u8 padding;
	__u16 score;
	__u16 set_distance;
};

#endif
