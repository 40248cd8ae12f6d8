/* SPDX-License-Identifier: GPL-2.0-only OR BSD-2-Clause */
/*
 * Which tasks are watched. Asked when a task calls exec and when running tasks are adopted, never on a call: a task in scope
 * has its state somewhere (lanes.h), and a child of a watched task is watched.
 */
#ifndef PHLEET_SCOPE_H
#define PHLEET_SCOPE_H

#include "maps.h"

enum { ANCESTORS = 64, CGROUP_DEPTH = 32 };

static __noinline bool is_in_tree(struct task_struct *task, __s32 root)
{
	for (int i = 0; i < ANCESTORS; i++) {
		if (task->tgid == root)
			return true;
		if (task->tgid <= 1)
			return false;
		task = task->real_parent;
	}
	return false;
}

static __noinline bool is_in_cgroup(struct task_struct *task, __u64 id)
{
	struct cgroup *cgroup = task->cgroups->dfl_cgrp;
	struct cgroup_subsys_state *parent;

	for (int i = 0; i < CGROUP_DEPTH; i++) {
		if (cgroup->kn->id == id)
			return true;
		parent = cgroup->self.parent;
		if (!parent)
			return false;
		cgroup = parent->cgroup;
	}
	return false;
}

static __always_inline bool is_in_scope(struct task_struct *task)
{
	switch (settings.scope_kind) {
	case SCOPE_HOST:
		return true;
	case SCOPE_TREE:
		return is_in_tree(task, settings.scope_pid);
	case SCOPE_CGROUP:
		return is_in_cgroup(task, settings.scope_cgroup);
	default:
		return false;
	}
}

#endif
