/* SPDX-License-Identifier: GPL-2.0-only OR BSD-2-Clause */
/* What the parts of the load program have in common. Functions that return an int return 0, or 1 when they failed and said why. */
#ifndef PHLEET_LOAD_H
#define PHLEET_LOAD_H

/* A thing to measure. Called in this order: begin, once as often as wanted, end. */
struct row {
	const char *name;
	int (*begin)(const char *program); /* NULL: nothing to prepare */
	int (*once)(void);
	int (*end)(void); /* NULL: nothing to clear away */
};

/* Names end with NULL. */
extern const struct row simple_rows[], process_rows[];

int fail(const char *what);

/* Nanoseconds. */
double now(void);

/* To be called before stay_on_cpu(), while the process may still use all CPUs that it was given. */
int find_cpus(void);

/* The last of these CPUs (the first one has the interrupts), or the one before the last; for the calling thread. */
int stay_on_cpu(int from_the_last);

/*
 * From now on counts the time that this process and its children to come spend in the kernel, on the CPU that they stay on. 1 where the
 * kernel has no such clock for us. The other reads it: nanoseconds.
 */
int start_kernel_clock(int cpu);
double read_kernel_clock(void);

/* The median of the chunks, in nanoseconds a call. */
int measure_chunks(int (*once)(void), long calls, long chunks, double *median);

/* What `load row`, `load threads` and `load compile` do. */
int measure_row(const char *name, long calls, long chunks, const char *program);
int measure_threads(long calls, long chunks);
int measure_compile(const char *directory, const char *compiler, const char *times);

#endif
