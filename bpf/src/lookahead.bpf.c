// SPDX-License-Identifier: GPL-2.0-only OR BSD-2-Clause
/*
 * The detector's programs: a table of contents.
 *
 * A call is judged when it is entered: the execve that replaces an image is still charged to the program that called it,
 * exit_group is seen at all, and a call that blocks for an hour is judged when it starts.
 */
#include "administer.h"
#include "ancestors.h"
#include "lifecycle.h"
#include "reclaim.h"
#include "record.h"
#include "replay.h"
#include "tape.h"

char LICENSE[] SEC("license") = "Dual BSD/GPL";

/* Anchors: types used only through the ring buffer or a context are absent from BTF otherwise. */
const struct created_event *unused_created_event __attribute__((unused));
const struct state_event *unused_state_event __attribute__((unused));
const struct window_event *unused_window_event __attribute__((unused));
const struct ancestor *unused_ancestor __attribute__((unused));
const struct task_row *unused_task_row __attribute__((unused));
const struct command *unused_command __attribute__((unused));
const struct replay_command *unused_replay_command __attribute__((unused));
const struct tape_command *unused_tape_command __attribute__((unused));

/* A call of a task without a lane, of another table than the native one, or with a number that no byte of a profile is for. */
static __noinline int enter_rarely(struct task_struct *task, long id)
{
	struct task *t = find_task(task);
	struct profile *p = t ? bpf_map_lookup_elem(&profiles, &t->profile) : NULL;

	if (p && id >= 0)
		record(t, p, code_of(task, id), 0);
	return 0;
}

SEC("tp_btf/sys_enter")
int BPF_PROG(handle_sys_enter, struct pt_regs *regs, long id)
{
	struct task_struct *task;
	struct profile *p;
	struct lane *lane;

	if (!settings.monitoring)
		return 0;
	task = bpf_get_current_task_btf();
	lane = own_lane(task, task->pid);
	if (!lane || (__u64)id >= CALL_INDEXES || is_compat(task))
		return enter_rarely(task, id);
	p = bpf_map_lookup_elem(&profiles, &lane->task.profile);
	if (p)
		record_native(&lane->task, p, id, 0);
	return 0;
}

SEC("tp_btf/sched_process_fork")
int BPF_PROG(handle_fork, struct task_struct *parent, struct task_struct *child)
{
	struct task *from = find_task(parent), *to;

	if (!from)
		return 0;
	to = watch_task(child);
	if (!to)
		return 0;
	fork_task(from, to);
	if (child->tgid != parent->tgid)
		note_process(child, to->profile);
	return 0;
}

SEC("tp_btf/sched_process_exec")
int BPF_PROG(handle_exec, struct task_struct *task, int old_pid, struct linux_binprm *program)
{
	struct task *t = find_executing(task, old_pid);
	bool watched = t;

	if (t)
		settle_task(t);
	if (!(watched && settings.scope_kind == SCOPE_TREE) && !is_in_scope(task)) {
		if (watched)
			end_task(task, old_pid);
		return 0;
	}
	if (watched && old_pid != task->pid) {
		end_task(task, old_pid);
		t = NULL;
	}
	if (!t)
		t = watch_task(task);
	if (!t)
		return 0;
	start_program(t, profile_of(task, script_of(program)));
	note_process(task, t->profile);
	return 0;
}

/* Attached before all others, so that no task ends unseen. */
SEC("tp_btf/sched_process_exit")
int BPF_PROG(handle_exit, struct task_struct *task)
{
	struct task *t = find_task(task);

	if (t)
		retire_task(task, t);
	return 0;
}

SEC("tp_btf/signal_deliver")
int BPF_PROG(handle_signal, int signal, struct kernel_siginfo *info, struct k_sigaction *action)
{
	unsigned long handler;
	struct task *t;

	if (!settings.monitoring)
		return 0;
	handler = (unsigned long)action->sa.sa_handler;
	if (handler <= 1) /* SIG_DFL, SIG_IGN */
		return 0;
	t = find_task(bpf_get_current_task_btf());
	if (t)
		start_handler(t);
	return 0;
}

/* Tasks that were running before: each in scope is watched from now on. */
SEC("iter/task")
int adopt_tasks(struct bpf_iter__task *ctx)
{
	struct task_struct *task = ctx->task;
	struct task *t;

	if (!task || !task->mm || find_task(task) || !is_in_scope(task))
		return 0;
	t = watch_task(task);
	if (!t)
		return 0;
	start_program(t, profile_of(task, NULL));
	if (task->pid == task->tgid)
		note_process(task, t->profile);
	/* Has it ended meanwhile, and its end found nothing to give up? */
	if (task->flags & EXITING && leave_lane(task, task->pid))
		count(&counters.tasks_ended);
	return 0;
}

/* One struct task_row a watched task. */
SEC("iter/task")
int list_tasks(struct bpf_iter__task *ctx)
{
	struct task_struct *task = ctx->task;
	struct task_row row = {};
	struct profile *p;
	struct task *t;

	if (!task || task->flags & EXITING)
		return 0;
	t = find_task(task);
	if (!t)
		return 0;
	p = bpf_map_lookup_elem(&profiles, &t->profile);
	row.profile_key = p ? p->key : 0;
	row.calls = t->calls + t->pending;
	row.profile = t->profile;
	row.pid = task->tgid;
	row.tid = task->pid;
	row.lfc = t->lfc;
	row.max_lfc = t->max_lfc;
	row.signal_depth = t->signal_depth;
	row.anomalies = t->anomalies;
	row.gram_misses = t->gram_misses;
	row.score = t->score;
	row.set_distance = t->set_distance;
	bpf_probe_read_kernel_str(row.comm, COMM_LENGTH, task->comm);
	/* It may have ended, and its lane be another's. */
	if (!find_task(task))
		return 0;
	bpf_seq_write(ctx->meta->seq, &row, sizeof(row));
	return 0;
}

SEC("syscall")
int administer(struct command *command)
{
	command->result = administer_profile(command->profile_key, command->target_key, command->operation);
	return 0;
}

/* Every now and then; returns how many rows of data went. A row goes at the second run after its set was forgotten. */
SEC("syscall")
int reclaim(void *unused)
{
	__u32 reclaimed = 0;

	bpf_for_each_map_elem(&pairs, reclaim_row, &reclaimed, 0);
	bpf_for_each_map_elem(&traits, reclaim_trait, &reclaimed, 0);
	bpf_for_each_map_elem(&windows, reclaim_windows, NULL, 0);
	bpf_for_each_map_elem(&profiles, note_sets, NULL, 0);
	return reclaimed;
}

/* Before the hooks are attached: tasks may have ended while they were not. */
SEC("syscall")
int free_lanes(void *unused)
{
	bpf_for_each_map_elem(&lanes, free_lane, NULL, 0);
	return 0;
}

SEC("syscall")
int replay(struct replay_command *command)
{
	struct replay_run run = { .now = command->now, .task = command->task, .outcomes = command->outcomes };
	struct task *t = bpf_map_lookup_elem(&replay_tasks, &run.task);

	command->result = 0;
	if (!t) {
		command->result = 1;
		return 0;
	}
	switch (command->action) {
	case REPLAY_CALLS:
		bpf_loop(command->count, replay_call, &run, 0);
		break;
	case REPLAY_EXEC:
		command->result = replay_program(t, command->profile_key);
		break;
	case REPLAY_FORK:
		command->result = replay_fork(t, command->child);
		break;
	case REPLAY_SIGNAL:
		start_handler(t);
		break;
	case REPLAY_EXIT:
		settle_task(t);
		break;
	default:
		command->result = 3;
	}
	command->score = t->score;
	command->set_distance = t->set_distance;
	return 0;
}

SEC("syscall")
int play(struct tape_command *command)
{
	struct tape_command run = *command;
	__u64 count = run.count;

	/* Or the compiler passes on what lies beside it: the kernel, where it inlines the loop, compares all 64 bits. */
	asm volatile("" : "+r"(count));
	run.findings = 0;
	run.ends = 0;
	run.result = TAPE_DONE;
	bpf_loop(count, play_step, &run, 0);
	*command = run;
	return 0;
}
