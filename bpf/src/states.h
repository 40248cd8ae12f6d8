/* SPDX-License-Identifier: GPL-2.0-only OR BSD-2-Clause */
/*
 * Changes of a profile's state.
 *
 * A step between two states is one compare-and-swap, so that of several threads one makes it and tells of it. What replaces
 * data (becoming normal, forgetting) is done between begin_change and end_change: the epoch is odd meanwhile, which keeps
 * other changes out, and new afterwards, which voids what tasks and the cache hold.
 */
#ifndef PHLEET_STATES_H
#define PHLEET_STATES_H

#include "emit.h"
#include "known.h"

static __always_inline bool begin_change(struct profile *p)
{
	__u32 epoch = *(volatile __u32 *)&p->epoch;

	return !(epoch & 1) && __sync_val_compare_and_swap(&p->epoch, epoch, epoch + 1) == epoch;
}

static __always_inline void end_change(struct profile *p)
{
	__sync_fetch_and_add(&p->epoch, 1);
}

static __always_inline bool step_state(struct profile *p, __u32 from, __u32 to)
{
	return __sync_val_compare_and_swap(&p->counters.state, from, to) == from;
}

/* Within a change: the training data, as it stands, becomes the test data. */
static __always_inline void adopt_training(struct profile *p)
{
	p->test_set = p->train_set;
	p->kept_set = new_set(p);
	p->counters.anomalies = 0;
	p->counters.train_count = 0;
	p->counters.last_mod_count = 0;
	p->counters.normal_time = 0;
	p->counters.gram_misses = 0;
	p->counters.scores_over = 0;
	p->test_grams = p->counters.grams;
	p->test_call_sets = p->counters.call_sets;
	p->call_sets_of = p->train_set;
	p->localities_epoch = p->epoch + 1;
	p->counts_epoch = p->epoch + 1;
}

/* Within a change: no training data, and no counters of it. */
static __always_inline void forget_training(struct profile *p)
{
	p->train_set = new_set(p);
	p->counters.train_count = 0;
	p->counters.last_mod_count = 0;
	p->counters.sequences = 0;
	p->counters.pairs = 0;
	p->counters.grams = 0;
	p->counters.call_sets = 0;
	p->counts_epoch = p->epoch + 1;
	forget_windows(p);
}

enum { CODES = 3 * CALL_NUMBERS };

static long forget_wide_call(__u32 number, void *profile)
{
	struct wide_key key = { .profile = *(__u32 *)profile, .code = number + 1 };

	bpf_map_delete_elem(&wide_calls, &key);
	return 0;
}

/* Within a change: as if the program had never run. */
CHECKED_ONCE int reset_profile(struct profile *p, __u32 profile, __u64 now)
{
	if (!p)
		return 0;
	for (int i = 0; i < CALL_INDEXES / 8; i++)
		((__u64 *)p->index)[i] = 0;
	if (p->last_wide_index)
		bpf_loop(CODES, forget_wide_call, &profile, 0);
	p->last_index = 0;
	p->last_wide_index = 0;
	forget_training(p);
	p->test_set = 0;
	p->kept_set = 0;
	p->test_grams = 0;
	p->test_call_sets = 0;
	p->call_sets_of = 0;
	p->counters.calls = 0;
	p->counters.anomalies = 0;
	p->counters.gram_misses = 0;
	p->counters.scores_over = 0;
	p->counters.distinct_calls = 0;
	p->counters.normal_time = 0;
	p->counters.first_seen = now;
	p->counters.last_change = now;
	p->counters.state = STATE_TRAINING;
	p->held_back = 0;
	p->windows_epoch = p->epoch + 1;
	p->calls_epoch = p->epoch + 1;
	return 0;
}

CHECKED_ONCE int freeze(struct profile *p, __u32 profile, __u64 now)
{
	if (!p)
		return 0;
	/* Before the state, so that nobody sees a frozen profile whose time has come. */
	p->counters.normal_time = now + settings.normal_wait;
	if (step_state(p, STATE_TRAINING, STATE_FROZEN))
		emit_state(p, profile, STATE_TRAINING, REASON_FROZEN, now);
	return 0;
}

CHECKED_ONCE int become_normal(struct profile *p, __u32 profile, __u64 now)
{
	bool done = false;

	if (!p || !begin_change(p))
		return 0; /* somebody else is at it; the next call looks again */
	if (p->counters.state == STATE_FROZEN) {
		adopt_training(p);
		done = step_state(p, STATE_FROZEN, STATE_NORMAL);
	}
	end_change(p);
	if (done)
		emit_state(p, profile, STATE_FROZEN, REASON_BECAME_NORMAL, now);
	return 0;
}

/* 0 when somebody else is changing the profile: the next call tries again. */
CHECKED_ONCE int exceed_tolerance(struct profile *p, __u32 profile, __u64 now)
{
	if (!p || !begin_change(p))
		return 0;
	forget_training(p);
	end_change(p);
	emit_state(p, profile, STATE_NORMAL, REASON_TOLERIZE_LIMIT, now);
	return 1;
}

#endif
