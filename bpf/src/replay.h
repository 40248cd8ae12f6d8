/* SPDX-License-Identifier: GPL-2.0-only OR BSD-2-Clause */
/* Recorded calls through record(), the same code as on the live path, as tasks that exist only here. */
#ifndef PHLEET_REPLAY_H
#define PHLEET_REPLAY_H

#include "lifecycle.h"
#include "record.h"

struct {
	__uint(type, BPF_MAP_TYPE_ARRAY);
	__uint(max_entries, REPLAY_TASKS);
	__type(key, __u32);
	__type(value, struct task);
} replay_tasks SEC(".maps");

struct {
	__uint(type, BPF_MAP_TYPE_ARRAY);
	__uint(max_entries, REPLAY_CALLS_MAX);
	__type(key, __u32);
	__type(value, __u32);
} replay_calls SEC(".maps");

struct {
	__uint(type, BPF_MAP_TYPE_ARRAY);
	__uint(max_entries, REPLAY_CALLS_MAX);
	__type(key, __u32);
	__type(value, struct replay_outcome);
} replay_outcomes SEC(".maps");

struct replay_run {
	__u64 now;
	__u32 task;
	__u32 outcomes;
};

static __always_inline void leave_outcome(__u32 number, struct task *t, struct profile *p, __u32 result)
{
	struct replay_outcome *outcome = bpf_map_lookup_elem(&replay_outcomes, &number);

	if (!outcome)
		return;
	outcome->new_distances = result;
	outcome->distances = result >> 8;
	outcome->lfc = t->lfc;
	outcome->max_lfc = t->max_lfc;
	outcome->state = p->counters.state;
	outcome->gram_new = result >> 16 & 1;
	outcome->gram_missing = result >> 17 & 1;
	outcome->score = t->score;
	outcome->set_distance = t->set_distance;
}

static long replay_call(__u32 number, void *context)
{
	struct replay_run *run = context;
	__u32 *code = bpf_map_lookup_elem(&replay_calls, &number), result;
	struct task *t = bpf_map_lookup_elem(&replay_tasks, &run->task);
	struct profile *p;

	if (!code || !t)
		return 1;
	p = bpf_map_lookup_elem(&profiles, &t->profile);
	if (!p)
		return 1;
	result = record(t, p, *code, run->now ? run->now + number : 0);
	if (run->outcomes)
		leave_outcome(number, t, p, result);
	return 0;
}

static __always_inline __u32 replay_program(struct task *t, __u64 key)
{
	__u32 slot = slot_of(key);

	if (slot == NO_PROFILE)
		slot = create_profile(key, NULL, NULL);
	if (slot == NO_PROFILE)
		return 2;
	settle_task(t);
	start_program(t, slot);
	return 0;
}

static __always_inline __u32 replay_fork(struct task *t, __u32 number)
{
	struct task *child = bpf_map_lookup_elem(&replay_tasks, &number);

	if (!child)
		return 1;
	fork_task(t, child);
	return 0;
}

#endif
