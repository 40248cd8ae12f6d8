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
	__u32 pid = task->tgid;
	struct ancestor *known = bpf_map_lookup_elem(&ancestors, &pid);
	struct ancestor now = {
		.started = task->start_boottime,
		.profile_key = p ? p->key : 0,
		.parent_pid = task->real_parent->tgid,
	};

	if (known && known->started == now.started)
		now.parent_pid = known->parent_pid;
	bpf_probe_read_kernel_str(now.comm, COMM_LENGTH, task->comm);
	bpf_map_update_elem(&ancestors, &pid, &now, BPF_ANY);
	return 0;
}

#endif
