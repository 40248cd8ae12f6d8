/* SPDX-License-Identifier: GPL-2.0-only OR BSD-2-Clause */
/* Checks of which tasks are watched, and in which profile. */
#ifndef PHLEET_VM_TASKS_H
#define PHLEET_VM_TASKS_H

void follows_fork_and_exec(void);
void follows_the_exec_of_a_thread(void);
void keeps_tasks_apart_that_share_a_lane(void);
void watches_a_host(void);
void watches_a_cgroup(void);

#endif
