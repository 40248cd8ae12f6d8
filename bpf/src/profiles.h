/* SPDX-License-Identifier: GPL-2.0-only OR BSD-2-Clause */
/* Profiles: found by their key, created when a task needs one that is not there. */
#ifndef PHLEET_PROFILES_H
#define PHLEET_PROFILES_H

#include "emit.h"
#include "paths.h"
#include "states.h"

static __noinline int emit_created(struct profile *p, __u32 profile, struct task_struct *task, __u64 now)
{
	struct created_event *e = reserve(EVENT_CREATED, sizeof(*e), p, profile, now);
	struct file *file;

	if (!e)
		return 0;
	describe_process(&e->process, task);
	e->counters = p->counters;
	e->path_start = PATH_LENGTH;
	e->path_truncated = 1;
	file = task->mm->exe_file;
	if (file)
		write_path(e, file);
	bpf_ringbuf_submit(e, 0);
	return 0;
}

static __always_inline void init_profile(struct profile *p, __u64 key, __u64 now)
{
	p->key = key;
	p->train_set = new_set(p);
	p->counters.first_seen = now;
	p->counters.last_change = now;
	p->counters.state = STATE_TRAINING;
}

static __always_inline __u32 slot_of(__u64 key)
{
	__u32 *slot = bpf_map_lookup_elem(&profile_slots, &key);

	return slot ? *slot : NO_PROFILE;
}

/* Slot of a new profile, or of the one that somebody else created meanwhile; NO_PROFILE when there is no room. */
static __noinline __u32 create_profile(__u64 key, struct task_struct *task)
{
	__u32 slot = __sync_fetch_and_add(&slots_given, 1);
	struct profile *p = bpf_map_lookup_elem(&profiles, &slot);
	__u64 now = bpf_ktime_get_boot_ns();
	long error;

	if (!p) {
		__sync_fetch_and_sub(&slots_given, 1);
		count(&counters.profiles_full);
		return NO_PROFILE;
	}
	init_profile(p, key, now);
	error = bpf_map_update_elem(&profile_slots, &key, &slot, BPF_NOEXIST);
	if (error) {
		/* Given back, unless another slot was given since: then it stays unused. */
		__sync_val_compare_and_swap(&slots_given, slot + 1, slot);
		if (error != -EEXIST)
			count(&counters.profiles_full);
		return slot_of(key);
	}
	if (task)
		emit_created(p, slot, task, now);
	return slot;
}

/* Slot of the profile of the executable that a task runs. */
static __always_inline __u32 profile_of(struct task_struct *task)
{
	struct file *file = task->mm->exe_file;
	__u64 key = file ? profile_key(file) : 0;
	__u32 slot;

	if (!key)
		return NO_PROFILE;
	slot = slot_of(key);
	return slot == NO_PROFILE ? create_profile(key, task) : slot;
}

#endif
