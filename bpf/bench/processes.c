// SPDX-License-Identifier: GPL-2.0-only OR BSD-2-Clause
/* The rows that take more than one process: round trips, fork and what may follow it, a compiler. */
#define _GNU_SOURCE
#include "load.h"
#include <sched.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <sys/time.h>
#include <sys/wait.h>
#include <unistd.h>

/* This end reads from and writes to; the other process has the opposite ends. */
static int from, to;
static pid_t other;
static const char *to_execute;

/* 0 when the child ended well. */
static int reap(pid_t child)
{
	int status;

	return child < 0 || waitpid(child, &status, 0) != child || !WIFEXITED(status) || WEXITSTATUS(status);
}

static void echo(int in, int out)
{
	char byte;

	while (read(in, &byte, 1) == 1)
		if (write(out, &byte, 1) != 1)
			_exit(1);
	_exit(0);
}

static int begin_pipe(const char *program)
{
	int there[2], back[2];

	(void)program;
	if (pipe(there) || pipe(back))
		return fail("load: pipe");
	other = fork();
	if (other < 0)
		return fail("load: fork");
	if (!other) {
		close(there[1]);
		echo(there[0], back[1]);
	}
	close(there[0]);
	close(back[1]);
	from = back[0];
	to = there[1];
	return 0;
}

static int begin_unix(const char *program)
{
	int ends[2];

	(void)program;
	if (socketpair(AF_UNIX, SOCK_STREAM, 0, ends))
		return fail("load: socket pair");
	other = fork();
	if (other < 0)
		return fail("load: fork");
	if (!other) {
		close(ends[0]);
		echo(ends[1], ends[1]);
	}
	close(ends[1]);
	from = to = ends[0];
	return 0;
}

static int there_and_back(void)
{
	char byte = 0;

	return write(to, &byte, 1) != 1 || read(from, &byte, 1) != 1;
}

static int end_round_trips(void)
{
	close(to);
	return reap(other) ? fail("load: the other end") : 0;
}

static int fork_and_exit(void)
{
	pid_t child = fork();

	if (!child)
		_exit(0);
	return reap(child);
}

static int take_program(const char *program)
{
	to_execute = program;
	if (!program)
		fprintf(stderr, "load: this row needs a program to execute\n");
	return !program;
}

/* What the program prints goes nowhere. */
static int fork_and_execute(void)
{
	pid_t child = fork();

	if (!child) {
		close(STDOUT_FILENO);
		execl(to_execute, to_execute, (char *)NULL);
		_exit(1);
	}
	return reap(child);
}

static int fork_and_ask_shell(void)
{
	pid_t child = fork();

	if (!child) {
		close(STDOUT_FILENO);
		execl("/bin/sh", "sh", "-c", to_execute, (char *)NULL);
		_exit(1);
	}
	return reap(child);
}

static double nanoseconds(struct timeval time)
{
	return time.tv_sec * 1e9 + time.tv_usec * 1e3;
}

static int build(const char *directory, const char *compiler, const char *times)
{
	pid_t child = fork();

	if (!child) {
		if (!chdir(directory))
			execl("/bin/sh", "sh", "build.sh", compiler, times, (char *)NULL);
		_exit(1);
	}
	return reap(child);
}

int measure_compile(const char *directory, const char *compiler, const char *times)
{
	double start, elapsed, system, user, builds = atol(times);
	struct rusage usage;
	int sampled;

	if (builds < 1) {
		fprintf(stderr, "load: times from 1\n");
		return 1;
	}
	if (find_cpus() || stay_on_cpu(0))
		return 1;
	sampled = !start_kernel_clock(sched_getcpu());
	start = now();
	if (build(directory, compiler, times)) {
		fprintf(stderr, "load: %s cannot compile what is in %s\n", compiler, directory);
		return 1;
	}
	elapsed = now() - start;
	if (getrusage(RUSAGE_CHILDREN, &usage))
		return fail("load: usage");
	/* Their sum is exact; how it is split is what ticks know badly. */
	system = sampled ? read_kernel_clock() : nanoseconds(usage.ru_stime);
	user = nanoseconds(usage.ru_stime) + nanoseconds(usage.ru_utime) - system;
	printf("%.0f %.0f %.0f\n", elapsed / builds, system / builds, user / builds);
	return 0;
}

const struct row process_rows[] = {
	{ "pipe", begin_pipe, there_and_back, end_round_trips },
	{ "unix", begin_unix, there_and_back, end_round_trips },
	{ "fork+exit", NULL, fork_and_exit, NULL },
	{ "fork+execve", take_program, fork_and_execute, NULL },
	{ "fork+sh", take_program, fork_and_ask_shell, NULL },
	{ NULL, NULL, NULL, NULL },
};
