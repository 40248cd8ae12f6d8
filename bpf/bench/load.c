// SPDX-License-Identifier: GPL-2.0-only OR BSD-2-Clause
/*
 * What the bench measures: a program that makes system calls and nothing else. Its other parts: measure.c, clock.c, rows.c, processes.c.
 *
 *   load                            root of a tree: reads commands, a line each; runs each in a child of its own by fork and exec,
 *                                   at addresses that are always the same, so that what depends on them (a compiler's calls for
 *                                   memory) is the same too
 *   load row NAME CALLS CHUNKS [PROGRAM]
 *                                   CHUNKS times CALLS calls of a row of the table, on one CPU; prints the median chunk in
 *                                   nanoseconds a call. PROGRAM is what rows execute that execute something
 *   load threads CALLS CHUNKS       the same with getppid in two threads on two CPUs; prints the median of each
 *   load compile DIRECTORY COMPILER TIMES
 *                                   runs `sh build.sh COMPILER TIMES` there; prints the time that passed, and the time of its
 *                                   processes in the kernel (by samples where there are any, see clock.c) and outside of it, in
 *                                   nanoseconds a time
 *   load distinct COUNT ORDER       COUNT different calls that do nothing, 40 times over; ORDER forward or backward;
 *                                   prints COUNT
 *   load unusual RATE SECONDS       first the calls of 'distinct' forward, often enough that nothing new is soon normal,
 *                                   then RATE calls a second in the opposite order; prints how many
 *
 * Exits 1 with a line on standard error when something cannot be done.
 */
#define _GNU_SOURCE
#include "load.h"
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/personality.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

enum { LINE = 1024, WORDS = 7, ROUNDS = 40, USUAL_ROUNDS = 10000, TICKS = 100 };

/* Calls that fail at once on descriptor -1, or only tell something; none is used to start or to end a program. */
static const long harmless[] = {
	SYS_getppid,	   SYS_getuid,	     SYS_geteuid,      SYS_getgid,	 SYS_getegid,	      SYS_getpgid,
	SYS_getsid,	   SYS_readv,	     SYS_writev,       SYS_pwrite64,	 SYS_preadv,	      SYS_pwritev,
	SYS_fsync,	   SYS_fdatasync,    SYS_ftruncate,    SYS_fchdir,	 SYS_fchmod,	      SYS_fchown,
	SYS_flock,	   SYS_dup,	     SYS_dup3,	       SYS_getdents64,	 SYS_fallocate,	      SYS_readahead,
	SYS_syncfs,	   SYS_splice,	     SYS_tee,	       SYS_vmsplice,	 SYS_sendfile,	      SYS_epoll_ctl,
	SYS_epoll_pwait,   SYS_accept4,	     SYS_timerfd_gettime, SYS_inotify_rm_watch, SYS_bind, SYS_listen,
	SYS_getsockname,   SYS_getpeername,  SYS_getsockopt,   SYS_setsockopt,	 SYS_shutdown,	      SYS_recvfrom,
	SYS_sendmsg,	   SYS_recvmsg,	     SYS_sched_yield,  SYS_fsetxattr,	 SYS_flistxattr,      SYS_fremovexattr,
	SYS_fstatfs,	   SYS_signalfd4,
};

enum { HARMLESS = sizeof(harmless) / sizeof(harmless[0]) };

static int make_distinct_calls(long count, int backward)
{
	if (count < 0 || count > HARMLESS) {
		fprintf(stderr, "load: at most %d distinct calls\n", HARMLESS);
		return 1;
	}
	for (int round = 0; round < ROUNDS; round++)
		for (long i = 0; i < count; i++)
			syscall(harmless[backward ? count - 1 - i : i], -1, 0, 0, 0, 0, 0);
	printf("%ld\n", count);
	return 0;
}

/* In a hundred small bursts a second: to sleep is a call too, and one before every other would be half of all. */
static int make_unusual_calls(long rate, long seconds)
{
	double start;
	long made = 0;

	if (rate < TICKS || seconds < 1) {
		fprintf(stderr, "load: a rate from %d a second, seconds from 1\n", TICKS);
		return 1;
	}
	for (long n = 0; n < (long)USUAL_ROUNDS * HARMLESS; n++)
		syscall(harmless[n % HARMLESS], -1, 0, 0, 0, 0, 0);
	start = now();
	for (long tick = 1; tick <= seconds * TICKS; tick++) {
		struct timespec pause = { 0 };
		double due = start + tick * (1e9 / TICKS), left;

		for (; made < rate * tick / TICKS; made++)
			syscall(harmless[HARMLESS - 1 - made % HARMLESS], -1, 0, 0, 0, 0, 0);
		left = due - now();
		if (left > 0) {
			pause.tv_nsec = (long)left;
			nanosleep(&pause, NULL);
		}
	}
	printf("%ld\n", made);
	return 0;
}

static int run_in_child(char *line)
{
	char *argv[WORDS + 1] = { "load" };
	int argc = 1, status = 0;
	pid_t child;

	for (char *word = strtok(line, " \n"); word && argc < WORDS; word = strtok(NULL, " \n"))
		argv[argc++] = word;
	if (argc == 1)
		return 0;
	child = fork();
	if (child < 0)
		return fail("load: fork");
	if (!child) {
		execv("/proc/self/exe", argv);
		perror("load: exec");
		_exit(1);
	}
	if (waitpid(child, &status, 0) < 0)
		return fail("load: wait");
	return !WIFEXITED(status) || WEXITSTATUS(status);
}

static int serve(void)
{
	char line[LINE];

	if (personality(ADDR_NO_RANDOMIZE) < 0)
		return fail("load: personality");
	while (fgets(line, sizeof(line), stdin))
		if (run_in_child(line))
			return 1;
	return 0;
}

int main(int argc, char **argv)
{
	if (argc == 1)
		return serve();
	if ((argc == 5 || argc == 6) && !strcmp(argv[1], "row"))
		return measure_row(argv[2], atol(argv[3]), atol(argv[4]), argv[5]);
	if (argc == 4 && !strcmp(argv[1], "threads"))
		return measure_threads(atol(argv[2]), atol(argv[3]));
	if (argc == 5 && !strcmp(argv[1], "compile"))
		return measure_compile(argv[2], argv[3], argv[4]);
	if (argc == 4 && !strcmp(argv[1], "distinct"))
		return make_distinct_calls(atol(argv[2]), !strcmp(argv[3], "backward"));
	if (argc == 4 && !strcmp(argv[1], "unusual"))
		return make_unusual_calls(atol(argv[2]), atol(argv[3]));
	fprintf(stderr, "load: row NAME CALLS CHUNKS [PROGRAM] | threads CALLS CHUNKS | compile DIRECTORY COMPILER TIMES |"
			" distinct COUNT forward|backward | unusual RATE SECONDS\n");
	return 1;
}
