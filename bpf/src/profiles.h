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
	/* At once, also while events gather: a new program is looked at while it runs. */
	bpf_ringbuf_submit(e, BPF_RB_FORCE_WAKEUP);
	return 0;
}

/* Looked up twice: the key of an alias may be deleted, and its element given to another key, between look-up and read. */
static __always_inline __u32 slot_of(__u64 key)
{
	__u32 *slot = bpf_map_lookup_elem(&profile_slots, &key), found;

	if (!slot)
		return NO_PROFILE;
	found = *(volatile __u32 *)slot;
	slot = bpf_map_lookup_elem(&profile_slots, &key);
	return slot && *(volatile __u32 *)slot == found ? found : NO_PROFILE;
}

/* Of several tasks that need the same new profile at once, all but one have no use for the slot that they took. */
static __always_inline void spare_slot(__u32 slot)
{
	for (int i = 0; i < SPARE_SLOTS; i++)
		if (__sync_val_compare_and_swap(&spare_slots[i], 0, slot + 1) == 0)
			return;
}

static __always_inline __u32 take_spare_slot(void)
{
	__u32 slot;

	for (int i = 0; i < SPARE_SLOTS; i++) {
		slot = *(volatile __u32 *)&spare_slots[i];
		if (slot && __sync_val_compare_and_swap(&spare_slots[i], slot, 0) == slot)
			return slot - 1;
	}
	return NO_PROFILE;
}

/* A slot that was freed; NO_PROFILE when there is none, or when others were faster again and again. */
static __always_inline __u32 reuse_slot(void)
{
	__u32 reused, at, *slot;

	for (int i = 0; i < SPARE_SLOTS; i++) {
		reused = *(volatile __u32 *)&slots_reused;
		if (reused == *(volatile __u32 *)&slots_freed || !slots_ring)
			return NO_PROFILE;
		at = reused % slots_ring;
		slot = bpf_map_lookup_elem(&free_slots, &at);
		if (!slot)
			return NO_PROFILE;
		at = *(volatile __u32 *)slot;
		if (__sync_val_compare_and_swap(&slots_reused, reused, reused + 1) == reused)
			return at;
	}
	return NO_PROFILE;
}

/* A slot that nobody uses; NO_PROFILE when there is none. */
static __always_inline __u32 take_slot(void)
{
	__u32 slot = take_spare_slot();

	if (slot == NO_PROFILE)
		slot = reuse_slot();
	if (slot != NO_PROFILE)
		return slot;
	slot = __sync_fetch_and_add(&slots_given, 1);
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
	p->next_send = 0;
	p->counters.ignored = 0;
	end_change(p);
	return true;
}

/* Slot of a new profile, or of the one that somebody else created meanwhile; NO_PROFILE when there is no room. */
static __noinline __u32 create_profile(__u64 key, struct task_struct *task, const char *script)
{
	__u32 slot = take_slot();
	struct profile *p = bpf_map_lookup_elem(&profiles, &slot);
	__u64 now = bpf_ktime_get_boot_ns();
	long error;

	if (!p || !init_profile(p, slot, key, now)) {
		count(&counters.profiles_full);
		return NO_PROFILE;
	}
	error = bpf_map_update_elem(&profile_slots, &key, &slot, BPF_NOEXIST);
	if (error) {
		spare_slot(slot);
		if (error != -EEXIST)
			count(&counters.profiles_full);
		return slot_of(key);
	}
	if (task)
		emit_created(p, slot, task, script, now);
	return slot;
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
