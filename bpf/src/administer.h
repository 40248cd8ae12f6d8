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

static __always_inline bool begin_patiently(struct profile *p)
{
	for (int attempt = 0; attempt < CHANGE_ATTEMPTS; attempt++)
		if (begin_change(p))
			return true;
	return false;
}

/*
 * The copy of a program that a container brings along has a device number of its own: it shares the profile of the first.
 * What the copy's own profile knew is forgotten at once, its slot is freed when all tasks have left it.
 */
static __always_inline __u32 alias_profile(struct profile *p, __u32 profile, __u64 key, __u64 target_key, __u64 now)
{
	__u32 *target = bpf_map_lookup_elem(&profile_slots, &target_key), slot;

	if (!target || p->key != key)
		return 1;
	slot = *target;
	/* Its own target, by way of another alias: its tasks would go round in a circle. */
	if (slot == profile)
		return 1;
	if (bpf_map_update_elem(&profile_slots, &key, &slot, BPF_ANY))
		return 1;
	p->moved_to = slot + 1;
	reset_profile(p, profile, now);
	return 0;
}

/* The collector has made sure that neither a key nor a task leads here any more. A slot that was not given up stays. */
static __always_inline __u32 free_slot(__u32 profile)
{
	struct profile *p = bpf_map_lookup_elem(&profiles, &profile);
	__u32 at;

	if (!p || !p->moved_to || !slots_ring)
		return 1;
	if (!begin_patiently(p))
		return 3;
	reset_profile(p, profile, bpf_ktime_get_boot_ns());
	p->key = 0;
	p->moved_to = 0;
	end_change(p);
	at = slots_freed % slots_ring;
	if (bpf_map_update_elem(&free_slots, &at, &profile, BPF_ANY))
		return 1;
	__sync_fetch_and_add(&slots_freed, 1); /* a full barrier: whoever sees it sees the entry */
	return 0;
}

static __always_inline __u32 administer_profile(__u64 key, __u64 target_key, __u32 operation)
{
	__u32 *slot = bpf_map_lookup_elem(&profile_slots, &key), profile, previous, result;
	__u64 now = bpf_ktime_get_boot_ns();
	struct profile *p;
	bool done;

	if (operation == FREE_SLOT)
		return free_slot(target_key);
	if (!slot)
		return 1;
	profile = *slot;
	p = bpf_map_lookup_elem(&profiles, &profile);
	if (!p)
		return 1;
	if (!begin_patiently(p))
		return 3;
	if (operation == ALIAS_PROFILE) {
		result = alias_profile(p, profile, key, target_key, now);
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
