/* SPDX-License-Identifier: GPL-2.0-only OR BSD-2-Clause */
/* What an administrator does to a profile. */
#ifndef PHLEET_ADMINISTER_H
#define PHLEET_ADMINISTER_H

#include "calls.h"
#include "states.h"

enum { CHANGE_ATTEMPTS = 64 };

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

/* The copy of a program that a container brings along has a device number of its own: it shares the profile of the first. */
static __always_inline __u32 alias_profile(struct profile *p, __u64 key, __u64 target_key)
{
	__u32 *target = bpf_map_lookup_elem(&profile_slots, &target_key), slot;

	if (!target)
		return 1;
	slot = *target;
	p->moved_to = slot + 1;
	break_windows(p);
	return bpf_map_update_elem(&profile_slots, &key, &slot, BPF_ANY) ? 1 : 0;
}

static __always_inline __u32 administer_profile(__u64 key, __u64 target_key, __u32 operation)
{
	__u32 *slot = bpf_map_lookup_elem(&profile_slots, &key), profile, previous, result;
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
	if (operation == ALIAS_PROFILE) {
		result = alias_profile(p, key, target_key);
		end_change(p);
		return result;
	}
	previous = p->counters.state;
	done = apply_operation(p, profile, operation, now);
	end_change(p);
	if (done && operation != OPERATION_BREAK)
		emit_state(p, profile, previous, REASON_NORMALIZED - 1 + operation, now);
	return done ? 0 : 2;
}

#endif
