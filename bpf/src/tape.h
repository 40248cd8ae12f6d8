/* SPDX-License-Identifier: GPL-2.0-only OR BSD-2-Clause */
/*
 * Recorded calls in bulk: a tape of steps through record(), the same code as on the live path, as tasks that exist only here.
 * Nothing is left for a call that is no anomaly. User space writes the tape and reads what came of it where they are mapped.
 */
#ifndef PHLEET_TAPE_H
#define PHLEET_TAPE_H

#include "lifecycle.h"
#include "record.h"
#include "steps.h"

struct tape_task {
	struct task task;
	__u32 trace;
	__u32 calls; /* of the trace */
	__u32 anomalies; /* of the trace */
	__u32 padding;
};

struct {
	__uint(type, BPF_MAP_TYPE_ARRAY);
	__uint(map_flags, BPF_F_MMAPABLE);
	__uint(max_entries, TAPE_STEPS);
	__type(key, __u32);
	__type(value, __u64);
} tape SEC(".maps");

struct {
	__uint(type, BPF_MAP_TYPE_ARRAY);
	__uint(max_entries, TAPE_TASKS);
	__type(key, __u32);
	__type(value, struct tape_task);
} tape_tasks SEC(".maps");

struct {
	__uint(type, BPF_MAP_TYPE_ARRAY);
	__uint(map_flags, BPF_F_MMAPABLE);
	__uint(max_entries, TAPE_FINDINGS);
	__type(key, __u32);
	__type(value, struct tape_finding);
} tape_findings SEC(".maps");

struct {
	__uint(type, BPF_MAP_TYPE_ARRAY);
	__uint(map_flags, BPF_F_MMAPABLE);
	__uint(max_entries, TAPE_ENDS);
	__type(key, __u32);
	__type(value, struct tape_end);
} tape_ends SEC(".maps");

static __always_inline void leave_finding(struct tape_command *run, struct tape_task *t, __u32 distances)
{
	__u32 number = run->findings;
	struct tape_finding *f = bpf_map_lookup_elem(&tape_findings, &number);

	if (!f)
		return;
	run->findings = number + 1;
	t->anomalies++;
	f->trace = t->trace;
	f->call = t->calls;
	for (int d = 0; d < WINDOW_LENGTH; d++)
		f->calls[d] = code_at(&t->task.window, d);
	f->distances = distances;
	f->lfc = t->task.lfc;
	f->max_lfc = t->task.max_lfc;
}

static __always_inline __u32 leave_end(struct tape_command *run, struct tape_task *t)
{
	__u32 number = run->ends;
	struct tape_end *end = bpf_map_lookup_elem(&tape_ends, &number);

	if (!end)
		return TAPE_FULL;
	run->ends = number + 1;
	settle_task(&t->task);
	end->trace = t->trace;
	end->calls = t->calls;
	end->anomalies = t->anomalies;
	end->max_lfc = t->task.max_lfc;
	end->gram_misses = t->task.gram_misses;
	end->score = t->task.score;
	end->set_distance = t->task.set_distance;
	return TAPE_DONE;
}

static __always_inline __u32 play_call(struct tape_command *run, struct tape_task *t, __u32 code)
{
	struct profile *p = bpf_map_lookup_elem(&profiles, &t->task.profile);
	__u32 distances;

	if (!p)
		return TAPE_NO_TASK;
	if (run->findings >= TAPE_FINDINGS)
		return TAPE_FULL;
	t->calls++;
	distances = record(&t->task, p, code, run->now) >> 8 & 0xff;
	if (distances)
		leave_finding(run, t, distances);
	return TAPE_DONE;
}

static __always_inline void start_trace(struct tape_task *t, __u32 trace)
{
	t->trace = trace;
	t->calls = 0;
	t->anomalies = 0;
}

static __always_inline __u32 play_exec(struct tape_task *t, __u32 key)
{
	__u32 slot = slot_of(key);

	if (slot == NO_PROFILE)
		slot = create_profile(key, NULL, NULL);
	if (slot == NO_PROFILE)
		return TAPE_NO_PROFILE;
	start_program(&t->task, slot);
	return TAPE_DONE;
}

static __always_inline __u32 play_fork(struct tape_task *t, __u32 number)
{
	struct tape_task *child = bpf_map_lookup_elem(&tape_tasks, &number);

	if (!child)
		return TAPE_NO_TASK;
	fork_task(&t->task, &child->task);
	return TAPE_DONE;
}

static __always_inline __u32 play_act(struct tape_command *run, struct tape_task *t, __u32 act, __u32 operand)
{
	switch (act) {
	case STEP_TASK:
		run->task = operand;
		return TAPE_DONE;
	case STEP_EXEC:
		return play_exec(t, operand);
	case STEP_FORK:
		return play_fork(t, operand);
	case STEP_TRACE:
		start_trace(t, operand);
		return TAPE_DONE;
	case STEP_SIGNAL:
		start_handler(&t->task);
		return TAPE_DONE;
	case STEP_END:
		return leave_end(run, t);
	default:
		return TAPE_NO_STEP;
	}
}

static long play_step(__u32 number, struct tape_command *run)
{
	__u32 position = run->position;
	__u64 *step = bpf_map_lookup_elem(&tape, &position);
	struct tape_task *t = bpf_map_lookup_elem(&tape_tasks, &run->task);

	if (!step || !t) {
		run->result = TAPE_NO_TASK;
		return 1;
	}
	if (*step >> 32 == STEP_CALL)
		run->result = play_call(run, t, *step);
	else
		run->result = play_act(run, t, *step >> 32, *step);
	if (run->result != TAPE_DONE)
		return 1;
	run->position = position + 1;
	return 0;
}

#endif
