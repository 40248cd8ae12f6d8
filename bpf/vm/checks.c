// SPDX-License-Identifier: GPL-2.0-only OR BSD-2-Clause
/*
 * checks OBJECT EMPTY_OBJECT: the detector on the kernel that this runs on, as the first process of a virtual machine.
 * Watches whole hosts too, which no test on a shared machine may do. Prints a line a check and ends with "N passed, N failed".
 */
#define _GNU_SOURCE
#include "costs.h"
#include "detector.h"
#include "ends.h"

#include <fcntl.h>
#include <pthread.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mount.h>
#include <sys/reboot.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/utsname.h>
#include <sys/wait.h>
#include <unistd.h>

static const char *object, *empty_object;
static int passed, failed;

static void check(bool ok, const char *sentence)
{
	printf("%s %s\n", ok ? "ok    " : "FAILED", sentence);
	if (ok)
		passed++;
	else
		failed++;
}

/* A child that makes its calls when told to, so that it can be watched from its first one. */
struct child {
	pid_t pid;
	int go;
};

static struct child start(void (*body)(void))
{
	struct child child;
	int ends[2];

	fflush(stdout);
	if (pipe2(ends, O_CLOEXEC))
		exit(1);
	child.pid = fork();
	if (child.pid == 0) {
		char go;

		close(ends[1]);
		if (read(ends[0], &go, 1) == 1)
			body();
		_exit(0);
	}
	close(ends[0]);
	child.go = ends[1];
	return child;
}

static void finish(struct child child)
{
	if (write(child.go, "", 1) != 1)
		exit(1);
	close(child.go);
	waitpid(child.pid, NULL, 0);
}

/* Watches the child from its next call to its end; every call counts at once. */
static struct detector *watch(void (*body)(void), struct settings (*change)(struct settings))
{
	struct detector *d = detector_load(object, TO_WATCH);
	struct settings s = detector_settings(d);
	struct child child = start(body);

	s.batch = 1;
	s.normal_wait = 0;
	s.scope_kind = SCOPE_TREE;
	s.scope_pid = child.pid;
	detector_set(d, change ? change(s) : s);
	detector_attach(d);
	detector_adopt(d);
	finish(child);
	detector_poll(d);
	return d;
}

static int count_events(struct detector *d, __u32 kind, __u32 reason)
{
	int count = 0;

	for (int i = 0; i < d->seen_count; i++)
		count += d->seen[i].header.kind == kind && (!reason || d->seen[i].reason == reason);
	return count;
}

static struct seen *first(struct detector *d, __u32 kind, __u32 reason)
{
	static struct seen none;

	for (int i = 0; i < d->seen_count; i++)
		if (d->seen[i].header.kind == kind && (!reason || d->seen[i].reason == reason))
			return &d->seen[i];
	return &none;
}

static void repeat(int times, long number)
{
	for (int i = 0; i < times; i++)
		syscall(number);
}

static void behave(void)
{
	repeat(83, SYS_getppid);
}

static void misbehave(void)
{
	behave();
	syscall(SYS_getuid);
}

static void freezes_at_four_times_the_last_novelty(void)
{
	struct detector *d = watch(behave, NULL);
	__u64 novelty = 0;

	for (int i = 0; i < d->seen_count && d->seen[i].reason != REASON_FROZEN; i++)
		if (d->seen[i].header.kind == EVENT_SEQUENCE)
			novelty = d->seen[i].counters.train_count;
	check(novelty > 8 && first(d, EVENT_STATE, REASON_FROZEN)->counters.train_count == 4 * novelty + 1,
	      "a profile freezes at call 4T+1 when its last novelty came at call T");
	check(count_events(d, EVENT_STATE, REASON_BECAME_NORMAL) == 1, "and becomes normal when its wait is over");
	check(strstr(first(d, EVENT_CREATED, 0)->path, "/init") != NULL, "its path is told by the kernel");
	detector_free(d);
}

static void alarms_on_a_call_that_was_never_there(void)
{
	struct detector *d = watch(misbehave, NULL);
	struct seen *anomaly = first(d, EVENT_ANOMALY, 0);

	check(anomaly->calls[0] == 1 + SYS_getuid && anomaly->calls[1] == 1 + SYS_getppid && anomaly->distances == 0xff,
	      "a normal profile alarms on a call it never saw, with the window and all eight distances");
	detector_free(d);
}

static void on_signal(int signal)
{
	repeat(3, SYS_getgid);
}

static void handle_signals(void)
{
	signal(SIGUSR1, on_signal);
	repeat(5, SYS_getppid);
	for (int i = 0; i < 3; i++) {
		raise(SIGUSR1);
		repeat(5, SYS_getppid);
	}
}

static void keeps_handlers_apart(void)
{
	struct detector *d = watch(handle_signals, NULL);
	bool apart = true;

	for (int i = 0; i < d->seen_count; i++)
		if (d->seen[i].header.kind == EVENT_SEQUENCE && d->seen[i].calls[0] == 1 + SYS_getgid)
			for (int n = 1; n < WINDOW_LENGTH; n++)
				apart &= d->seen[i].calls[n] == 0 || d->seen[i].calls[n] == 1 + SYS_getgid;
	check(apart && count_events(d, EVENT_SEQUENCE, 0) > 8, "a signal handler's calls never meet those it interrupted");
	detector_free(d);
}

static void run_another(void)
{
	char *arguments[] = { "/other", "--exit", NULL };

	if (fork() == 0) {
		execv("/other", arguments);
		_exit(1);
	}
	wait(NULL);
}

static void follows_fork_and_exec(void)
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

static void follows_the_exec_of_a_thread(void)
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

static void keeps_tasks_apart_that_share_a_lane(void)
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

static void call_compat(void)
{
	for (int i = 0; i < 3; i++) {
		long result;

		asm volatile("int $0x80" : "=a"(result) : "a"(20L /* getpid */) : "memory");
	}
}

static void keeps_the_tables_apart(void)
{
	struct detector *d = watch(call_compat, NULL);
	struct seen *last = first(d, EVENT_SEQUENCE, 0);

	for (int i = 0; i < d->seen_count; i++)
		if (d->seen[i].header.kind == EVENT_SEQUENCE && d->seen[i].calls[0] >> 10 == TABLE_COMPAT)
			last = &d->seen[i];
	check(last->calls[0] == 1 + (TABLE_COMPAT << 10 | 20), "a 32-bit call of a 64-bit program is one of the other table");
	detector_free(d);
}

static struct settings whole_host(struct settings s)
{
	s.scope_kind = SCOPE_HOST;
	return s;
}

static void watches_a_host(void)
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

static void watches_a_cgroup(void)
{
	struct detector *d = watch(move_and_run, own_cgroup);

	check(count_events(d, EVENT_CREATED, 0) == 1 && strstr(first(d, EVENT_CREATED, 0)->path, "/other"),
	      "cgroup scope: what a member executes is watched, and nothing else");
	detector_free(d);
}

static void obeys_an_administrator(void)
{
	struct detector *d = watch(behave, NULL);
	__u64 key = d->seen[0].header.profile_key;
	static const __u32 reasons[] = { REASON_NORMALIZED, REASON_TOLERIZED, REASON_SENSITIZED, REASON_RESET };
	bool all = true;

	for (__u32 i = 0; i < 4; i++)
		all &= detector_administer(d, key, OPERATION_NORMALIZE + i) == 0;
	detector_poll(d);
	for (__u32 i = 0; i < 4; i++)
		all &= count_events(d, EVENT_STATE, reasons[i]) == 1;
	check(all && first(d, EVENT_STATE, REASON_RESET)->counters.calls == 0, "operations are done and told");
	check(detector_administer(d, 1, OPERATION_RESET) == 1, "a profile that is not there is said to be not there");
	detector_free(d);
}

static void replays_calls(void)
{
	struct detector *d = detector_load(object, TO_REPLAY);
	struct settings s = detector_settings(d);
	struct replay_command exec = { .action = REPLAY_EXEC, .profile_key = 7 };
	struct replay_command calls = { .action = REPLAY_CALLS, .count = 23, .outcomes = 1, .now = 1000 };
	struct replay_outcome outcomes[23];
	__u32 codes[23];

	for (int i = 0; i < 23; i++)
		codes[i] = 1 + i % 2;
	s.batch = 1;
	s.normal_wait = 0;
	detector_set(d, s);
	detector_replay(d, &exec, NULL, NULL);
	detector_replay(d, &calls, codes, outcomes);
	detector_administer(d, 7, OPERATION_NORMALIZE);
	codes[22] = 3;
	detector_replay(d, &calls, codes, outcomes);
	check(outcomes[22].distances == 0xff && outcomes[22].lfc > 0 && outcomes[21].distances == 0,
	      "recorded calls run through the same code");
	detector_free(d);
}

static void run_checks(void)
{
	/* First: a process that was traced once pays for it ever after. */
	check(costs_little(object, empty_object),
	      "a known call costs at most 320 instructions over the bare one, a fork and its exit at most 6,000, in every state");
	check(ends_cost_little(object), "a set of calls that comes again is found without a distance from each set of its profile");
	freezes_at_four_times_the_last_novelty();
	alarms_on_a_call_that_was_never_there();
	keeps_handlers_apart();
	follows_fork_and_exec();
	follows_the_exec_of_a_thread();
	keeps_tasks_apart_that_share_a_lane();
	keeps_the_tables_apart();
	watches_a_host();
	watches_a_cgroup();
	obeys_an_administrator();
	replays_calls();
}

int main(int argc, char **argv)
{
	struct utsname kernel;

	if (argc > 1 && !strcmp(argv[1], "--exit"))
		return 0;
	object = "/detector.bpf.o";
	empty_object = "/empty.bpf.o";
	uname(&kernel);
	mkdir("/proc", 0755);
	mkdir("/sys", 0755);
	mkdir("/cgroup", 0755);
	mount("proc", "/proc", "proc", 0, NULL);
	mount("sys", "/sys", "sysfs", 0, NULL);
	mount("cgroup", "/cgroup", "cgroup2", 0, NULL);
	printf("kernel %s\n", kernel.release);
	if (fork() == 0) {
		run_checks();
		printf("%d passed, %d failed\n", passed, failed);
		fflush(stdout);
		_exit(0);
	}
	wait(NULL);
	sync();
	reboot(RB_POWER_OFF);
	return 1;
}
