/* SPDX-License-Identifier: GPL-2.0-only OR BSD-2-Clause */
/*
 * Where the state of a watched task is.
 *
 * The kernel's own storage of a task costs a helper call on every call of the task, and two allocations for every task. So a
 * task has its state in a lane, which is found by its thread id: an element of an array, whose look-up is inlined. A task that
 * finds its lane taken by another (pids are given in order, so by one that is LANES tasks older) has it in the kernel's storage.
 *
 * Exact, because a lane says whose it is. It is given up at the end of its task, before the kernel could give the address to
 * another; where ends may have been missed, because the hooks were not attached, all lanes are given up before they are again.
 */
#ifndef PHLEET_LANES_H
#define PHLEET_LANES_H

#include "maps.h"

static __always_inline struct lane *lane_of(__u32 pid)
{
	__u32 place = pid % LANES;

	return bpf_map_lookup_elem(&lanes, &place);
}

/* The lane of a task whose thread id is, or was, that; NULL if it is another's. */
static __always_inline struct lane *own_lane(struct task_struct *task, __u32 pid)
{
	struct lane *lane = lane_of(pid);

	return lane && lane->owner == (__u64)task ? lane : NULL;
}

/* NULL when it is not watched. */
static __always_inline struct task *find_task(struct task_struct *task)
{
	struct lane *lane = own_lane(task, task->pid);

	return lane ? &lane->task : bpf_task_storage_get(&tasks, task, NULL, 0);
}

/* A lane for the task, with nothing in it; NULL when it is taken. */
static __always_inline struct lane *take_lane(struct task_struct *task)
{
	struct lane *lane = lane_of(task->pid);

	if (!lane || lane->owner != LANE_FREE || __sync_val_compare_and_swap(&lane->owner, LANE_FREE, LANE_TAKEN) != LANE_FREE)
		return NULL;
	__builtin_memset(&lane->task, 0, sizeof(lane->task));
	__sync_lock_test_and_set(&lane->owner, (__u64)task); /* a full barrier, unlike a store */
	return lane;
}

static __always_inline struct task *watch_task(struct task_struct *task)
{
	struct lane *lane = take_lane(task);
	struct task *t = lane ? &lane->task : bpf_task_storage_get(&tasks, task, NULL, BPF_LOCAL_STORAGE_GET_F_CREATE);

	count(t ? &counters.tasks_started : &counters.tasks_failed);
	return t;
}

/* Whether it had a lane. Of two that try, one gives it up. */
static __always_inline bool leave_lane(struct task_struct *task, __u32 pid)
{
	struct lane *lane = own_lane(task, pid);

	return lane && __sync_val_compare_and_swap(&lane->owner, (__u64)task, LANE_FREE) == (__u64)task;
}

static long free_lane(struct bpf_map *map, __u32 *place, struct lane *lane, void *context)
{
	lane->owner = LANE_FREE;
	return 0;
}

#endif
