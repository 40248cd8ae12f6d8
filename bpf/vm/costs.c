// SPDX-License-Identifier: GPL-2.0-only OR BSD-2-Clause
#define _GNU_SOURCE
#include "costs.h"

#include <stdio.h>
#include <stdlib.h>
#include <sys/resource.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#include "detector.h"

enum { MAX_INSTRUCTIONS = 320, MAX_FORK_INSTRUCTIONS = 6000 };

/* What is measured, and how often. */
struct deed {
	const char *name;
	void (*once)(void);
	long times;
	int runs;
};

static void ask_for_parent(void)
{
	syscall(SYS_getppid);
}

static void fork_and_exit(void)
{
	pid_t child = fork();

	if (child == 0)
		_exit(0);
	waitpid(child, NULL, 0);
}

static void fork_and_execute(void)
{
	char *arguments[] = { "/other", "--exit", NULL };
	pid_t child = fork();

	if (child == 0) {
		execv("/other", arguments);
		_exit(1);
	}
	waitpid(child, NULL, 0);
}

/* Only where compile.sh has put a compiler, and something to compile. */
static void compile(void)
{
	char *arguments[] = { "/usr/bin/gcc", "-O2", "-w", "-c", "/project.c", "-o", "/tmp/project.o", NULL };
	char *environment[] = { "PATH=/usr/bin", "TMPDIR=/tmp", NULL };
	pid_t child = fork();
	int status = -1;

	if (child == 0) {
		execve(arguments[0], arguments, environment);
		_exit(1);
	}
	if (waitpid(child, &status, 0) != child || status) {
		printf("not compiled: status %d\n", status);
		exit(1);
	}
}

static bool has_compiler(void)
{
	return access("/project.c", R_OK) == 0;
}

enum { GETPPID, FORK, COMPILE = 3, DEEDS };

static const struct deed deeds[DEEDS] = {
	{ "getppid", ask_for_parent, 10000, 10 },
	{ "fork+exit", fork_and_exit, 20, 10 },
	{ "fork+execve", fork_and_execute, 10, 10 },
	{ "compile", compile, 1, 2 },
};

/* Under -icount shift=0 a nanosecond is an instruction. */
static double one_run(const struct deed *deed)
{
	struct timespec a, b;

	clock_gettime(CLOCK_MONOTONIC_RAW, &a);
	for (long i = 0; i < deed->times; i++)
		deed->once();
	clock_gettime(CLOCK_MONOTONIC_RAW, &b);
	return ((b.tv_sec - a.tv_sec) * 1e9 + (b.tv_nsec - a.tv_nsec)) / deed->times;
}

/* The least of several runs: what the kernel does besides, on the only processor there is, is not the call's. */
static double measure(const struct deed *deed)
{
	double least, run;

	one_run(deed);
	least = one_run(deed);
	for (int i = 1; i < deed->runs; i++) {
		run = one_run(deed);
		if (run < least)
			least = run;
	}
	return least;
}

static int count_deeds(void)
{
	return has_compiler() ? DEEDS : COMPILE;
}

static void measure_all(double *costs)
{
	for (int i = 0; i < count_deeds(); i++)
		costs[i] = measure(&deeds[i]);
}

/* The kernel's part of a compile, by its ticks: less exact than all else here, so of several. */
static void print_system_share(double bare)
{
	struct rusage before, after;
	double user, system;

	getrusage(RUSAGE_CHILDREN, &before);
	for (int i = 0; i < 3; i++)
		compile();
	getrusage(RUSAGE_CHILDREN, &after);
	user = after.ru_utime.tv_sec - before.ru_utime.tv_sec + (after.ru_utime.tv_usec - before.ru_utime.tv_usec) / 1e6;
	system = after.ru_stime.tv_sec - before.ru_stime.tv_sec + (after.ru_stime.tv_usec - before.ru_stime.tv_usec) / 1e6;
	printf("instructions of a bare compile that are the kernel's: some %.0f\n", bare * system / (user + system));
}

/* With an empty program on every hook. */
static void measure_empty(struct bpf_object *empty, double *costs)
{
	struct bpf_link *links[HOOKS] = {};
	struct bpf_program *p;
	int count = 0;

	bpf_object__for_each_program(p, empty)
		if (count < HOOKS)
			links[count++] = bpf_program__attach(p);
	measure_all(costs);
	while (count > 0)
		bpf_link__destroy(links[--count]);
}

bool costs_little(const char *object, const char *empty_object)
{
	enum { BARE, EMPTY, TRAINING, FROZEN, NORMAL, STATES };
	/* Loaded before anything is measured: a process with more memory takes longer to fork. */
	struct bpf_object *empty = bpf_object__open(empty_object);
	struct detector *d = detector_load(object, TO_DO_ALL);
	struct settings s = detector_settings(d);
	double costs[STATES][DEEDS];
	bool little = true;

	if (!empty || bpf_object__load(empty))
		return false;
	measure_all(costs[BARE]);
	if (has_compiler())
		print_system_share(costs[BARE][COMPILE]);
	measure_empty(empty, costs[EMPTY]);
	s.scope_kind = SCOPE_TREE;
	s.scope_pid = getpid();
	s.factor_numerator = 1 << 30; /* does not freeze */
	detector_set(d, s);
	detector_attach(d);
	detector_adopt(d);
	measure_all(costs[TRAINING]);
	s.factor_numerator = 128;
	detector_set(d, s);
	measure_all(costs[FROZEN]);
	detector_poll(d);
	for (int i = 0; i < d->seen_count; i++)
		if (d->seen[i].header.kind == EVENT_CREATED)
			detector_administer(d, d->seen[i].header.profile_key, OPERATION_NORMALIZE);
	measure_all(costs[NORMAL]);
	detector_free(d);
	bpf_object__close(empty);
	for (int i = 0; i < count_deeds(); i++)
		printf("instructions a %s: bare %.0f, over it: empty program %.0f, training %.0f, frozen %.0f, normal %.0f\n",
		       deeds[i].name, costs[BARE][i], costs[EMPTY][i] - costs[BARE][i], costs[TRAINING][i] - costs[BARE][i],
		       costs[FROZEN][i] - costs[BARE][i], costs[NORMAL][i] - costs[BARE][i]);
	for (int state = TRAINING; state < STATES; state++)
		little &= costs[state][GETPPID] - costs[BARE][GETPPID] <= MAX_INSTRUCTIONS &&
			  costs[state][FORK] - costs[BARE][FORK] <= MAX_FORK_INSTRUCTIONS;
	return little && costs[EMPTY][GETPPID] > costs[BARE][GETPPID];
}
