// SPDX-License-Identifier: GPL-2.0-only OR BSD-2-Clause
/* Time, CPUs, and what is made of them. */
#define _GNU_SOURCE
#include "load.h"
#include <pthread.h>
#include <sched.h>
#include <stdatomic.h>
#include <stdio.h>
#include <string.h>
#include <sys/syscall.h>
#include <time.h>
#include <unistd.h>

enum { MAX_CHUNKS = 1000 };

int fail(const char *what)
{
	perror(what);
	return 1;
}

double now(void)
{
	struct timespec t;

	clock_gettime(CLOCK_MONOTONIC, &t);
	return t.tv_sec * 1e9 + t.tv_nsec;
}

/* Of the process when it started. */
static cpu_set_t allowed;

int find_cpus(void)
{
	return sched_getaffinity(0, sizeof(allowed), &allowed) ? fail("load: affinity") : 0;
}

int stay_on_cpu(int from_the_last)
{
	int cpu = CPU_SETSIZE - 1;
	cpu_set_t one;

	for (; cpu >= 0; cpu--)
		if (CPU_ISSET(cpu, &allowed) && from_the_last-- == 0)
			break;
	if (cpu < 0) {
		fprintf(stderr, "load: too few CPUs\n");
		return 1;
	}
	CPU_ZERO(&one);
	CPU_SET(cpu, &one);
	return sched_setaffinity(0, sizeof(one), &one) ? fail("load: affinity") : 0;
}

/* By insertion: qsort would ask the system how much memory there is, but only when there is much to sort. */
static void sort(double *values, long count)
{
	for (long i = 1; i < count; i++) {
		double value = values[i];
		long at = i;

		for (; at > 0 && values[at - 1] > value; at--)
			values[at] = values[at - 1];
		values[at] = value;
	}
}

int measure_chunks(int (*once)(void), long calls, long chunks, double *median)
{
	double chunk[MAX_CHUNKS];

	if (calls < 1 || chunks < 1 || chunks > MAX_CHUNKS) {
		fprintf(stderr, "load: calls from 1, chunks from 1 to %d\n", MAX_CHUNKS);
		return 1;
	}
	for (long i = 0; i < chunks; i++) {
		double start = now();

		for (long n = 0; n < calls; n++)
			if (once())
				return fail("load: a measured call");
		chunk[i] = (now() - start) / calls;
	}
	sort(chunk, chunks);
	*median = chunk[chunks / 2];
	return 0;
}

static const struct row *find_row(const struct row *rows, const char *name)
{
	for (; rows->name; rows++)
		if (!strcmp(rows->name, name))
			return rows;
	return NULL;
}

int measure_row(const char *name, long calls, long chunks, const char *program)
{
	const struct row *row = find_row(simple_rows, name);
	double median;

	if (!row)
		row = find_row(process_rows, name);
	if (!row) {
		fprintf(stderr, "load: no row %s\n", name);
		return 1;
	}
	if (find_cpus() || stay_on_cpu(0) || (row->begin && row->begin(program)) || measure_chunks(row->once, calls, chunks, &median) ||
	    (row->end && row->end()))
		return 1;
	printf("%.3f\n", median);
	return 0;
}

static int getppid_once(void)
{
	syscall(SYS_getppid);
	return 0;
}

static struct thread {
	long calls, chunks;
	double median;
} threads[2];

static atomic_int started, finished, failed;

/* Measured calls are made while the other thread makes calls too: who has finished goes on until both have. */
static void call_beside_the_other(struct thread *thread)
{
	atomic_fetch_add(&started, 1);
	while (atomic_load(&started) < 2)
		;
	if (measure_chunks(getppid_once, thread->calls, thread->chunks, &thread->median))
		atomic_store(&failed, 1);
	atomic_fetch_add(&finished, 1);
	while (atomic_load(&finished) < 2)
		getppid_once();
}

/* Waits for the end without a call: one more or less would be a matter of chance. */
static void *second_thread(void *unused)
{
	(void)unused;
	if (stay_on_cpu(1)) {
		atomic_store(&failed, 1);
		atomic_fetch_add(&started, 1);
		atomic_fetch_add(&finished, 1);
		return NULL;
	}
	call_beside_the_other(&threads[1]);
	for (;;)
		;
}

int measure_threads(long calls, long chunks)
{
	pthread_t second;

	threads[0] = threads[1] = (struct thread){ .calls = calls, .chunks = chunks };
	if (find_cpus())
		return 1;
	if (pthread_create(&second, NULL, second_thread, NULL))
		return fail("load: thread");
	if (stay_on_cpu(0))
		return 1;
	call_beside_the_other(&threads[0]);
	if (atomic_load(&failed))
		return 1;
	printf("%.3f %.3f\n", threads[0].median, threads[1].median);
	return 0;
}
