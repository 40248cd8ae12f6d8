/* SPDX-License-Identifier: GPL-2.0-only OR BSD-2-Clause */
/* What an administrator does to a profile. */
#ifndef PHLEET_ADMINISTER_H
#define PHLEET_ADMINISTER_H

#include "calls.h"
#include "states.h"

enum { CODES = 3 * CALL_NUMBERS, CHANGE_ATTEMPTS = 64 };

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
	bpf_loop(CODES, forget_wide_call, &profile, 0);
	p->last_index = 0;
	p->last_wide_index = 0;
	forget_training(p);
	p->test_set = 0;
	p->kept_set = 0;
	p->counters.calls = 0;
	p->counters.anomalies = 0;
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

static __always_inline void break_windows(struct profile *p)
{
	forget_windows(p);
	p->windows_epoch = p->epoch + 1;
}

static __always_inline bool apply_operation(struct profile *p, __u32 profile, __u32 operation, __u64 now)
{
	switch (operation) {
	case OPERATION_NORMALIZE:
		adopt_training(p);
		p->counters.state = STATE_NORMAL;
		return true;
	case OPERATION_TOLERIZE:
		p->counters.state = STATE_TRAINING;
		p->counters.normal_time = 0;
		return true;
	case OPERATION_SENSITIZE:
		forget_training(p);
		return true;
	case OPERATION_RESET:
		reset_profile(p, profile, now);
		return true;
	case OPERATION_IGNORE:
	case OPERATION_WATCH:
		p->counters.ignored = operation == OPERATION_IGNORE;
		break_windows(p);
		return true;
	case OPERATION_BREAK:
		break_windows(p);
		return true;
	default:
		return false;
	}
}

static __always_inline __u32 administer_profile(__u64 key, __u32 operation)
{
	__u32 *slot = bpf_map_lookup_elem(&profile_slots, &key), profile, previous;
	__u64 now = bpf_ktime_get_boot_ns();
	struct profile *p;
	bool done;
	int attempt;

	if (!slot)
		return 1;
	profile = *slot;
	p = bpf_map_lookup_elem(&profiles, &profile);
	if (!p)
		return 1;
	for (attempt = 0; attempt < CHANGE_ATTEMPTS && !begin_change(p); attempt++)
		;
	if (attempt == CHANGE_ATTEMPTS)
		return 3;
	previous = p->counters.state;
	done = apply_operation(p, profile, operation, now);
	end_change(p);
	if (done && operation != OPERATION_BREAK)
		emit_state(p, profile, previous, REASON_NORMALIZED - 1 + operation, now);
	return done ? 0 : 2;
}

#endif
