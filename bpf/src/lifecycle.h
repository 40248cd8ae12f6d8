/* SPDX-License-Identifier: GPL-2.0-only OR BSD-2-Clause */
/* A watched task from its first moment to its last. */
#ifndef PHLEET_LIFECYCLE_H
#define PHLEET_LIFECYCLE_H

#include "judge.h"
#include "lanes.h"
#include "profiles.h"
#include "scope.h"

enum { EXITING = 4 }; /* PF_EXITING among a task's flags: it makes no call any more, but may still be waited for */

/* A task leaves its program: what it has counted belongs to the profile that it leaves, and its set of calls is complete. */
static __always_inline void settle_task(struct task *t)
{
	struct profile *p = bpf_map_lookup_elem(&profiles, &t->profile);
	__u32 epoch;

	if (!p)
		return;
	if (t->pending) {
		if ((__s32)(p->counts_epoch - t->epoch) <= 0)
			settle(t, p, 0);
		else
			drop_pending(t, p);
	}
	epoch = *(volatile __u32 *)&p->epoch;
	if (epoch & 1 || p->moved_to || p->counters.ignored)
		return;
	if (epoch != t->epoch)
		catch_up(t, p, epoch);
	look_at_calls(t, p, 0);
}

/* Nothing carries over from one program to the next. */
static __always_inline void start_program(struct task *t, __u32 slot)
{
	struct profile *p = bpf_map_lookup_elem(&profiles, &slot);

	t->profile = slot;
	t->pending = 0;
	t->calls = 0;
	t->max_lfc = 0;
	t->next_look = FIRST_LOOK;
	t->epoch = p ? p->epoch & ~1 : 0;
	empty_task(t);
	note_quiet(t);
}

static __always_inline void fork_task(struct task *parent, struct task *child)
{
	child->window = parent->window;
	child->signal_depth = parent->signal_depth;
	if (parent->signal_depth)
		for (int i = 0; i < SIGNAL_FRAMES; i++)
			child->frames[i] = parent->frames[i];
	child->profile = parent->profile;
	child->epoch = parent->epoch;
	child->pending = 0;
	child->calls = 0;
	child->max_lfc = 0;
	child->used = 0; /* a set is of one task */
	child->next_look = FIRST_LOOK;
	forget_locality(child);
	note_quiet(child);
}

/* It makes no call any more. What the kernel stores for it goes with it, at half the cost of deleting it here. */
static __always_inline void retire_task(struct task_struct *task, struct task *t)
{
	settle_task(t);
	leave_lane(task, task->pid);
	count(&counters.tasks_ended);
}

/* It goes on, but is not watched any more, or not in this place. */
static __always_inline void end_task(struct task_struct *task, __u32 pid)
{
	if (!leave_lane(task, pid))
		bpf_task_storage_delete(&tasks, task);
	count(&counters.tasks_ended);
}

/* A task that calls exec. A thread takes over the thread id of its process then, and with it another lane. */
static __always_inline struct task *find_executing(struct task_struct *task, __u32 old_pid)
{
	struct lane *lane = old_pid != (__u32)task->pid ? own_lane(task, old_pid) : NULL;

	return lane ? &lane->task : find_task(task);
}

#endif
