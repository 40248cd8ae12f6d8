/* SPDX-License-Identifier: GPL-2.0-only OR BSD-2-Clause */
/*
 * Everything the detector remembers.
 *
 * Pairs. A profile gives each call that its program uses a small index; a row holds, for one current call, the cells of 64
 * previous calls, one bit a distance. Rows belong to a *set*: the training data is the rows of one set, and forgetting it is
 * taking a new set number. Becoming normal copies nothing: the test data is the same set (test_set) from then on, and a row
 * of it that learns something afterwards is first copied to the set `kept_set`, once, by BPF_NOEXIST. So the test data is:
 * the row of kept_set where the row of test_set says that it was kept, else the row of test_set. No lock is needed.
 * Rows of sets that are none of the three any more are reclaimed now and then, see reclaim.h.
 */
#ifndef PHLEET_MAPS_H
#define PHLEET_MAPS_H

#include "kernel.h"
#include "events.h"

struct row_key {
	__u32 profile; /* slot */
	__u32 set;
	__u16 current; /* index of the current call */
	__u16 chunk; /* index of the previous call / ROW_CELLS */
};

struct row {
	__u64 cells[ROW_CELLS / 8]; /* a byte a previous call; bit d-1: the pair at distance d is known */
	__u32 kept; /* the kept_set to which the row was copied last; 0: none */
	__u32 padding;
};

/*
 * Traits are what else is known of a profile than its pairs, in rows that belong to a set as those of pairs do: grams, see
 * grams.h, and the sets of calls that tasks have used, see callsets.h.
 */
enum trait_kind { TRAIT_GRAMS = 0, TRAIT_CALL_SETS = 1 };

struct trait_key {
	__u32 profile; /* slot */
	__u32 set;
	__u16 kind; /* enum trait_kind */
	__u16 number; /* of the row among those of its kind */
	__u32 padding;
};

struct trait_row {
	__u64 words[TRAIT_WORDS];
	__u32 kept; /* as in struct row */
	__u32 padding;
};

struct wide_key {
	__u32 profile;
	__u32 code;
};

/* Of the windows that the profile's own cache had no room for, see known.h. */
struct window_key {
	__u32 profile; /* slot */
	__u32 set; /* window_set of the profile */
	__u32 number; /* of the row */
};

struct window_row {
	__u64 windows[WINDOW_ROW];
};

struct profile {
	struct profile_counters counters;
	__u64 key;
	__u64 held_back; /* anomalies not sent since the last one that was */
	__u64 next_send; /* time: rate limit of anomalies */
	__u32 last_set; /* set numbers are given in order, from 1 */
	__u32 train_set;
	__u32 test_set; /* 0: never normal */
	__u32 kept_set;
	__u32 last_index; /* indexes of calls that fit a byte, given in order, from 1 */
	__u32 last_wide_index; /* the others, from WIDE + 1 */
	/* The epoch at which the tasks' ... were last made void. */
	__u32 windows_epoch;
	__u32 localities_epoch;
	__u32 counts_epoch;
	__u32 calls_epoch;
	/* When forgotten rows were last reclaimed: the three sets, and last_set. */
	__u32 swept_sets[3];
	__u32 swept_last;
	__u32 moved_to; /* 0, or 1 + the slot in which its tasks go on */
	/* Of the training data when it became the test data; 0: there was nothing of that kind, so it cannot be tested. */
	__u32 test_grams;
	__u32 test_call_sets;
	__u32 call_sets_of; /* the set in which the call sets of the test data are */
	__u64 familiar; /* a set of calls that was found to be known, and to which data; see opinion.h */
	__u64 strange; /* the last one that the test data lacks, and its distance; see callsets.h */
	__u32 window_set; /* number of a set << 2 | its size: the windows beyond `known`, see known.h */
	__u32 crowded; /* windows of it that made room for others */
	__u32 swept_window_set; /* as swept_sets */
	__u32 unused[7];
	/* From here on read by every call and seldom written: a cache line of its own. */
	__u32 epoch; /* odd while a change is being made */
	__u32 padding[15];
	__u64 known[KNOWN_WINDOWS]; /* windows without a mismatch, see known.h; NO_WINDOW: empty */
	__u8 index[CALL_INDEXES]; /* of native calls; 0: none yet, WIDE: in the map wide_calls */
};

_Static_assert(__builtin_offsetof(struct profile, epoch) % 64 == 0, "hot part of a profile starts a cache line");

/* 8 previous calls as indexes (key) and all 9 calls as codes of 12 bits: distance 0..4 in near, 5..8 in far. */
struct window {
	__u64 key; /* distance 1 in the lowest byte; WIDE where an index needs more than a byte */
	__u64 near;
	__u64 far;
};

enum { SIGNAL_FRAMES = 3 };

struct task {
	/* What a known call reads and writes, in what the kernel leaves of a cache line. */
	__u32 profile; /* slot; NO_PROFILE: in scope, but there was no room */
	__u32 pending; /* calls not yet added to the profile */
	struct window window;
	__u64 used; /* the calls it used since it began to run the program: bit (index modulo 64) */
	__u32 quiet_epoch; /* `epoch` while LFC is 0; else odd, so that each call is judged in full */
	__u32 epoch; /* of the profile, when the task last looked */
	/* The rest. */
	__u64 locality[2]; /* one bit a call: it was an anomaly */
	__u64 calls; /* since the last exec, pending ones not included */
	__u64 tested_from; /* calls, pending ones included, when what follows from tests was last forgotten */
	__u64 next_look; /* calls at which its set of calls is looked at, though it still runs */
	__u32 signal_depth;
	__u8 locality_position;
	__u8 locality_window;
	__u8 lfc;
	__u8 max_lfc;
	__u8 over_limit; /* LFC is above the tolerize limit, and that was acted upon */
	/* Of the call being judged. */
	__u8 novel; /* distances missing from the training data, bit d-1 */
	__u8 anomalous; /* distances missing from the test data */
	__u8 gram_novel; /* its gram is missing from the training data */
	__u32 current; /* its index; 0: there was no room for one, so it has no pairs */
	__u32 anomalies; /* since tested_from */
	__u64 previous; /* the window's key before it */
	__u64 gram; /* its hash; 0: the window is too short, or grams are switched off */
	__u32 gram_misses; /* since tested_from */
	__u16 score;
	__u16 set_distance;
	__u8 gram_missing; /* its gram is missing from the test data */
	__u8 opinions; /* enum opinion, of the call being judged */
	__u8 over_score; /* the score is above its limit, and that was told */
	__u8 padding[5];
	struct window frames[SIGNAL_FRAMES];
};

_Static_assert(__builtin_offsetof(struct task, epoch) < 56, "hot part of a task is in one cache line, of which the kernel takes 8 bytes");
_Static_assert(sizeof(struct task) <= 256, "budget of a task");

/* A place for a task, see lanes.h. */
struct lane {
	__u64 owner; /* address of the kernel's task; LANE_FREE, or LANE_TAKEN while it is made ready */
	struct task task;
	__u64 padding[4];
};

_Static_assert(sizeof(struct lane) == 256, "budget of a task, and whole cache lines");

enum { WIDE = 0xff, NARROW_INDEXES = 254, SPARE_SLOTS = 16 };

#define NO_PROFILE 0xffffffffU

enum { LANES = 8192, LANE_FREE = 0, LANE_TAKEN = 1 };

/* Arrays that could be mapped begin with a page, so with a cache line. */
struct {
	__uint(type, BPF_MAP_TYPE_ARRAY);
	__uint(map_flags, BPF_F_MMAPABLE);
	__uint(max_entries, LANES);
	__type(key, __u32);
	__type(value, struct lane);
} lanes SEC(".maps");

/* Of tasks that found their lane taken. */
struct {
	__uint(type, BPF_MAP_TYPE_TASK_STORAGE);
	__uint(map_flags, BPF_F_NO_PREALLOC);
	__type(key, int);
	__type(value, struct task);
} tasks SEC(".maps");

struct {
	__uint(type, BPF_MAP_TYPE_ARRAY);
	__uint(map_flags, BPF_F_MMAPABLE); /* for the sake of where it begins */
	__uint(max_entries, 10240);
	__type(key, __u32);
	__type(value, struct profile);
} profiles SEC(".maps");

struct {
	__uint(type, BPF_MAP_TYPE_HASH);
	__uint(map_flags, BPF_F_NO_PREALLOC);
	__uint(max_entries, 10240);
	__type(key, __u64);
	__type(value, __u32);
} profile_slots SEC(".maps");

/*
 * Slots that were given and are used by nobody any more: a ring that `administer` fills (slots_freed), one call of it at a
 * time, and that new profiles take from (slots_reused). It has an entry a slot, so it is never full. A stack or queue map
 * would do, but sleepable programs may not use one on 6.1.
 */
struct {
	__uint(type, BPF_MAP_TYPE_ARRAY);
	__uint(max_entries, 10240);
	__type(key, __u32);
	__type(value, __u32);
} free_slots SEC(".maps");

struct {
	__uint(type, BPF_MAP_TYPE_HASH);
	__uint(map_flags, BPF_F_NO_PREALLOC);
	__uint(max_entries, 524288);
	__type(key, struct row_key);
	__type(value, struct row);
} pairs SEC(".maps");

struct {
	__uint(type, BPF_MAP_TYPE_HASH);
	__uint(map_flags, BPF_F_NO_PREALLOC);
	__uint(max_entries, 65536);
	__type(key, struct trait_key);
	__type(value, struct trait_row);
} traits SEC(".maps");

struct {
	__uint(type, BPF_MAP_TYPE_HASH);
	__uint(map_flags, BPF_F_NO_PREALLOC);
	__uint(max_entries, 32768);
	__type(key, struct window_key);
	__type(value, struct window_row);
} windows SEC(".maps");

struct {
	__uint(type, BPF_MAP_TYPE_HASH);
	__uint(map_flags, BPF_F_NO_PREALLOC);
	__uint(max_entries, 65536);
	__type(key, struct wide_key);
	__type(value, __u32);
} wide_calls SEC(".maps");

enum { NOTED_PROCESSES = 8192 };

/*
 * Those that have gone, too: pid modulo NOTED_PROCESSES. Pids are given in order, so who makes room is who came so many processes
 * ago, and to note one costs a tenth of what it would cost in an LRU hash.
 */
struct {
	__uint(type, BPF_MAP_TYPE_ARRAY);
	__uint(max_entries, NOTED_PROCESSES);
	__type(key, __u32);
	__type(value, struct ancestor);
} ancestors SEC(".maps");

struct {
	__uint(type, BPF_MAP_TYPE_RINGBUF);
	__uint(max_entries, 1 << 22);
} events SEC(".maps");

struct settings settings SEC(".data.settings") = {
	.normal_wait = 7ULL * 24 * 3600 * 1000000000,
	.monitoring = 1,
	.factor_numerator = 128,
	.factor_denominator = 32,
	.anomaly_limit = 30,
	.tolerize_limit = 12,
	.window_length = WINDOW_LENGTH,
	.locality_window = 128,
	.signal_frames = SIGNAL_FRAMES,
	.batch = 64,
	.new_sequences = 1,
	.grams = 1,
	.call_sets = 1,
	.score_limit = 2500,
	.distance_weight = 4,
};

struct counters counters SEC(".data.counters") = {};

/* Numbers given out so far. */
__u64 last_sequence[EVENT_KINDS] SEC(".data.given") = {};
__u32 slots_given SEC(".data.given") = 0;
__u32 slots_reused SEC(".data.given") = 0;
/* Slots + 1 that were taken for profiles which somebody else created first. */
__u32 spare_slots[SPARE_SLOTS] SEC(".data.given") = {};

__u32 slots_freed SEC(".data.freed") = 0;
__u32 slots_ring SEC(".data.freed") = 10240; /* entries of free_slots; written by user space, before anything runs */

/*
 * A function that the verifier checks once, on its own, and not again on each path that leads to it. Pointers come in as
 * memory that may be NULL.
 */
#define CHECKED_ONCE __attribute__((noinline))

static __always_inline void count(__u64 *counter)
{
	__sync_fetch_and_add(counter, 1);
}

#endif
