/* SPDX-License-Identifier: GPL-2.0-only OR BSD-2-Clause */
/*
 * Who started whom. A parent may be gone, and its children given to another, before user space hears of the first event:
 * so each watched process is noted when it is forked and when it calls exec, never on a call.
 */
#ifndef PHLEET_ANCESTORS_H
#define PHLEET_ANCESTORS_H

#include "maps.h"

/* A process as it is now, under the parent that it had first. */
static __noinline int note_process(struct task_struct *task, __u32 slot)
{
	struct profile *p = bpf_map_lookup_elem(&profiles, &slot);
	__u32 pid = task->tgid, place = pid % NOTED_PROCESSES;
	struct ancestor *noted = bpf_map_lookup_elem(&ancestors, &place);
	__u64 started = task->start_boottime;

	if (!noted)
		return 0;
	if (noted->pid != pid || noted->started != started) {
		*(volatile __u32 *)&noted->pid = 0;
		noted->started = started;
		noted->parent_pid = task->real_parent->tgid;
	}
	noted->profile_key = p ? p->key : 0;
	bpf_probe_read_kernel(noted->comm, COMM_LENGTH, task->comm);
	*(volatile __u32 *)&noted->pid = pid;
	return 0;
}

#endif
