/* SPDX-License-Identifier: GPL-2.0-only OR BSD-2-Clause */
/* Events into the ring buffer. Every byte of a record is set; every record that found no room is counted by its kind. */
#ifndef PHLEET_EMIT_H
#define PHLEET_EMIT_H

#include "window.h"

#define PER_MINUTE (60ULL * 1000000000)

/*
 * Who waits for events is woken by the first of them. Who lets them gather is not woken by those that follow, but once more when
 * the ring has filled to a quarter: by all in a narrow band, because several CPUs may pass the very mark together.
 */
static __always_inline void submit(void *event)
{
	__u64 mark = bpf_ringbuf_query(&events, BPF_RB_RING_SIZE) / 4;
	__u64 waiting = bpf_ringbuf_query(&events, BPF_RB_AVAIL_DATA);

	bpf_ringbuf_submit(event, waiting - mark < mark / 16 ? BPF_RB_FORCE_WAKEUP : 0);
}

static __always_inline void *reserve(enum event_kind kind, __u64 size, struct profile *p, __u32 profile, __u64 now)
{
	/* Given before the reservation: an event that is lost leaves a gap. */
	__u64 sequence = __sync_fetch_and_add(&last_sequence[kind], 1) + 1;
	struct event_header *header = bpf_ringbuf_reserve(&events, size, 0);

	if (!header) {
		count(&counters.dropped[kind]);
		return NULL;
	}
	count(&counters.sent[kind]);
	header->time = now;
	header->sequence = sequence;
	header->profile_key = p->key;
	header->profile = profile;
	header->kind = kind;
	return header;
}

static __always_inline void describe_process(struct process_info *info, struct task_struct *task)
{
	info->cgroup = task->cgroups->dfl_cgrp->kn->id;
	info->pid = task->tgid;
	info->tid = task->pid;
	info->parent_pid = task->real_parent->tgid;
	info->uid = task->cred->uid.val;
	__builtin_memset(info->comm, 0, COMM_LENGTH);
	bpf_probe_read_kernel_str(info->comm, COMM_LENGTH, task->comm);
}

CHECKED_ONCE int emit_state(struct profile *p, __u32 profile, __u32 previous, __u32 reason, __u64 now)
{
	struct state_event *e;

	if (!p)
		return 0;
	e = reserve(EVENT_STATE, sizeof(*e), p, profile, now);
	if (!e)
		return 0;
	describe_process(&e->process, bpf_get_current_task_btf());
	e->counters = p->counters;
	e->previous = previous;
	e->reason = reason;
	submit(e);
	return 0;
}

/* Token bucket as one number: the time at which the next anomaly would be due at the steady rate. */
static __always_inline bool is_held_back(struct profile *p, __u64 now)
{
	__u64 interval, due = p->next_send;

	if (!settings.anomaly_burst)
		return false;
	interval = PER_MINUTE / (settings.anomaly_rate ? settings.anomaly_rate : 1);
	if (due < now)
		due = now;
	if (due - now > (settings.anomaly_burst - 1) * interval) {
		count(&p->held_back);
		count(&counters.held_back);
		return true;
	}
	p->next_send = due + interval;
	return false;
}

static __always_inline void fill_window(struct window_event *e, struct task *t, __u32 distances, __u32 opinions)
{
	for (int d = 0; d < WINDOW_LENGTH; d++)
		e->calls[d] = code_at(&t->window, d);
	e->lfc = t->lfc;
	e->max_lfc = t->max_lfc;
	e->distances = distances;
	e->anomalies = t->anomalies;
	e->gram_misses = t->gram_misses;
	e->score = t->score;
	e->set_distance = t->set_distance;
	e->gram_missing = opinions ? t->gram_missing : 0;
	e->opinions = opinions;
	__builtin_memset(e->padding, 0, sizeof(e->padding));
}

CHECKED_ONCE int emit_anomaly(struct task *t, struct profile *p, __u64 now)
{
	struct window_event *e;

	if (!t || !p || is_held_back(p, now))
		return 0;
	e = reserve(EVENT_ANOMALY, sizeof(*e), p, t->profile, now);
	if (!e)
		return 0;
	describe_process(&e->process, bpf_get_current_task_btf());
	e->counters = p->counters;
	e->held_back = __sync_lock_test_and_set(&p->held_back, 0);
	fill_window(e, t, t->anomalous, t->opinions);
	submit(e);
	return 0;
}

CHECKED_ONCE int emit_sequence(struct task *t, struct profile *p, __u64 now)
{
	struct window_event *e;

	if (!t || !p || !settings.new_sequences)
		return 0;
	e = reserve(EVENT_SEQUENCE, sizeof(*e), p, t->profile, now);
	if (!e)
		return 0;
	describe_process(&e->process, bpf_get_current_task_btf());
	e->counters = p->counters;
	e->held_back = 0;
	fill_window(e, t, t->novel, 0);
	submit(e);
	return 0;
}

#endif
