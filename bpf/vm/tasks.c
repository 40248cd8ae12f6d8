// SPDX-License-Identifier: GPL-2.0-only OR BSD-2-Clause
#define _GNU_SOURCE
#include "tasks.h"

#include <pthread.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <unistd.h>

#include "scenario.h"

void follows_fork_and_exec(void)
{
	struct detector *d = watch(run_another, NULL);
	bool other = false;

	for (int i = 0; i < d->seen_count; i++)
		other |= d->seen[i].header.kind == EVENT_CREATED && strstr(d->seen[i].path, "/other");
	check(other && count_events(d, EVENT_CREATED, 0) == 2, "a child is watched, and its exec begins another profile");
	check(detector_counters(d).tasks_started == detector_counters(d).tasks_ended, "every task that started has ended");
	detector_free(d);
}

static void *run_another_in_place(void *unused)
{
	char *arguments[] = { "/other", "--exit", NULL };

	execv("/other", arguments);
	_exit(1);
}

static void run_another_from_a_thread(void)
{
	pthread_t thread;

	if (pthread_create(&thread, NULL, run_another_in_place, NULL))
		_exit(1);
	for (;;)
		pause();
}

void follows_the_exec_of_a_thread(void)
{
	struct detector *d = watch(run_another_from_a_thread, NULL);
	bool judged = false;

	for (int i = 0; i < d->seen_count; i++)
		judged |= d->seen[i].header.kind == EVENT_SEQUENCE && d->seen[i].calls[0] == 1 + SYS_exit_group &&
			  !strcmp(d->seen[i].process.comm, "other") && d->seen[i].process.pid == d->seen[i].process.tid;
	check(judged && count_events(d, EVENT_CREATED, 0) == 2 &&
		      detector_counters(d).tasks_started == detector_counters(d).tasks_ended,
	      "a thread that executes a program, and takes over the id of its process, is watched from its first call to its last");
	detector_free(d);
}

enum { LANES = 8192 };

/* A child whose pid differs from this one's by a multiple of the lanes. */
static void meet_in_a_lane(void)
{
	FILE *last = fopen("/proc/sys/kernel/ns_last_pid", "w");
	struct child child;

	if (!last || fprintf(last, "%d", getpid() + LANES - 1) < 0 || fclose(last))
		_exit(1);
	child = start(behave);
	if (child.pid != getpid() + LANES)
		_exit(1);
	repeat(23, SYS_getuid);
	finish(child);
	repeat(23, SYS_getgid);
	run_another();
}

void keeps_tasks_apart_that_share_a_lane(void)
{
	struct detector *d = watch(meet_in_a_lane, NULL);
	struct counters c = detector_counters(d);
	bool apart = true;
	int shared = 0;

	for (int i = 0; i < d->seen_count; i++) {
		struct seen *s = &d->seen[i];

		if (s->header.kind != EVENT_SEQUENCE || s->process.pid != d->seen[0].process.pid + LANES)
			continue;
		shared++;
		for (int n = 0; n < WINDOW_LENGTH; n++)
			apart &= s->calls[n] != 1 + SYS_getuid && s->calls[n] != 1 + SYS_getgid;
	}
	check(apart && shared > 8 && count_events(d, EVENT_CREATED, 0) == 2 && c.tasks_started == 3 && c.tasks_ended == 3,
	      "two tasks whose places are the same are watched apart");
	detector_free(d);
}

static struct settings whole_host(struct settings s)
{
	s.scope_kind = SCOPE_HOST;
	return s;
}

void watches_a_host(void)
{
	struct detector *d = watch(run_another, whole_host);
	struct counters c = detector_counters(d);

	check(count_events(d, EVENT_CREATED, 0) == 2 && c.tasks_started >= 3,
	      "host scope: running tasks are adopted, kernel threads are not, an exec is followed");
	check(c.tasks_failed + c.profiles_full + c.pairs_full + c.calls_full + c.contended == 0, "and nothing was lost");
	detector_free(d);
}

static struct settings own_cgroup(struct settings s)
{
	struct stat st;

	mkdir("/cgroup/watched", 0755);
	stat("/cgroup/watched", &st);
	s.scope_kind = SCOPE_CGROUP;
	s.scope_cgroup = st.st_ino;
	return s;
}

static void move_and_run(void)
{
	FILE *procs = fopen("/cgroup/watched/cgroup.procs", "w");

	if (!procs || fprintf(procs, "%d", getpid()) < 0 || fclose(procs))
		_exit(1);
	run_another();
}

void watches_a_cgroup(void)
{
	struct detector *d = watch(move_and_run, own_cgroup);

	check(count_events(d, EVENT_CREATED, 0) == 1 && strstr(first(d, EVENT_CREATED, 0)->path, "/other"),
	      "cgroup scope: what a member executes is watched, and nothing else");
	detector_free(d);
}
