/* SPDX-License-Identifier: GPL-2.0-only OR BSD-2-Clause */
/* Profiles: found by their key, created when a task needs one that is not there. */
#ifndef PHLEET_PROFILES_H
#define PHLEET_PROFILES_H

#include "emit.h"
#include "paths.h"
#include "scripts.h"
#include "states.h"

/* Name by which a script was called, NULL for a program that is run as it is. */
static __always_inline const char *script_of(struct linux_binprm *program)
{
	return settings.profile_scripts && program->interp != program->filename ? program->filename : NULL;
}

static __noinline int emit_created(struct profile *p, __u32 profile, struct task_struct *task, const char *script, __u64 now)
{
	struct created_event *e = reserve(EVENT_CREATED, sizeof(*e), p, profile, now);
	struct file *file;

	if (!e)
		return 0;
	describe_process(&e->process, task);
	e->counters = p->counters;
	e->path_start = PATH_LENGTH;
	e->path_truncated = 1;
	__builtin_memset(e->script, 0, NAME_LENGTH);
	if (script)
		bpf_probe_read_kernel_str(e->script, NAME_LENGTH, script);
	file = task->mm->exe_file;
	if (file)
		write_path(e, file);
	bpf_ringbuf_submit(e, 0);
	return 0;
}

static __always_inline __u32 slot_of(__u64 key)
{
	__u32 *slot = bpf_map_lookup_elem(&profile_slots, &key);

	return slot ? *slot : NO_PROFILE;
}

/* A slot that nobody has used yet; NO_PROFILE when there is none. */
static __always_inline __u32 next_slot(void)
{
	__u32 slot = __sync_fetch_and_add(&slots_given, 1);

	if (bpf_map_lookup_elem(&profiles, &slot))
		return slot;
	__sync_fetch_and_sub(&slots_given, 1);
	return NO_PROFILE;
}

/* A slot may have held another profile: sets and epochs go on from there, so that nothing of it is believed. */
static __always_inline bool init_profile(struct profile *p, __u32 slot, __u64 key, __u64 now)
{
	if (!begin_change(p))
		return false;
	reset_profile(p, slot, now);
	p->key = key;
	p->moved_to = 0;
	p->counters.ignored = 0;
	end_change(p);
	return true;
}

/* Makes a profile in a slot; the slot of the one that somebody else made meanwhile, NO_PROFILE when there is no room. */
static __always_inline __u32 fill_slot(__u32 slot, __u64 key, struct task_struct *task, const char *script)
{
	struct profile *p = bpf_map_lookup_elem(&profiles, &slot);
	__u64 now = bpf_ktime_get_boot_ns();
	long error;

	if (!p || !init_profile(p, slot, key, now)) {
		count(&counters.profiles_full);
		return NO_PROFILE;
	}
	error = bpf_map_update_elem(&profile_slots, &key, &slot, BPF_NOEXIST);
	if (error) {
		if (error != -EEXIST)
			count(&counters.profiles_full);
		return slot_of(key);
	}
	if (task)
		emit_created(p, slot, task, script, now);
	return slot;
}

/* Slot of a new profile. Not for programs that may sleep: Linux 6.1 lets none of them use a stack. */
static __noinline __u32 create_profile(__u64 key, struct task_struct *task, const char *script)
{
	__u32 slot, filled;

	if (bpf_map_pop_elem(&free_slots, &slot))
		slot = next_slot();
	filled = fill_slot(slot, key, task, script);
	if (filled != slot)
		bpf_map_push_elem(&free_slots, &slot, BPF_ANY);
	return filled;
}

/* Slot of the profile of the executable, or the script, that a task runs. */
static __always_inline __u32 profile_of(struct task_struct *task, const char *script)
{
	struct file *file = task->mm->exe_file;
	__u64 key = file ? profile_key(file) : 0;
	__u32 slot;

	if (!key)
		return NO_PROFILE;
	if (script)
		key = script_key(task, key, script);
	slot = slot_of(key);
	return slot == NO_PROFILE ? create_profile(key, task, script) : slot;
}

#endif
