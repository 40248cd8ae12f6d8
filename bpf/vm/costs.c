// SPDX-License-Identifier: GPL-2.0-only OR BSD-2-Clause
#define _GNU_SOURCE
#include "costs.h"

#include <stdio.h>
#include <sys/syscall.h>
#include <time.h>
#include <unistd.h>

#include "detector.h"

enum { MAX_INSTRUCTIONS = 320, CALLS = 100000 };

/* Under -icount shift=0 a nanosecond is an instruction. */
static double one_run(long calls)
{
	struct timespec a, b;

	clock_gettime(CLOCK_MONOTONIC_RAW, &a);
	for (long i = 0; i < calls; i++)
		syscall(SYS_getppid);
	clock_gettime(CLOCK_MONOTONIC_RAW, &b);
	return ((b.tv_sec - a.tv_sec) * 1e9 + (b.tv_nsec - a.tv_nsec)) / calls;
}

/* The least of several runs: what the kernel does besides, on the only processor there is, is not the call's. */
static double per_call(long calls)
{
	enum { RUNS = 10 };
	double least = one_run(calls / RUNS), run;

	for (int i = 1; i < RUNS; i++) {
		run = one_run(calls / RUNS);
		if (run < least)
			least = run;
	}
	return least;
}

static double measure(void)
{
	per_call(1000);
	return per_call(CALLS);
}

static double measure_empty(const char *object)
{
	struct bpf_object *o = bpf_object__open(object);
	struct bpf_link *link = o && !bpf_object__load(o) ? bpf_program__attach(bpf_object__next_program(o, NULL)) : NULL;
	double empty = link ? measure() : 0;

	bpf_link__destroy(link);
	return empty;
}

bool costs_little(const char *object, const char *empty_object)
{
	double bare = measure(), empty = measure_empty(empty_object), training, frozen, normal;
	struct detector *d = detector_load(object, true);
	struct settings s = detector_settings(d);

	s.scope_kind = SCOPE_TREE;
	s.scope_pid = getpid();
	s.factor_numerator = 1 << 30; /* does not freeze */
	detector_set(d, s);
	detector_attach(d);
	detector_adopt(d);
	training = measure();
	s.factor_numerator = 128;
	detector_set(d, s);
	frozen = measure();
	detector_poll(d);
	detector_administer(d, d->seen[0].header.profile_key, OPERATION_NORMALIZE);
	normal = measure();
	detector_free(d);
	printf("instructions a getppid: bare %.0f, over it: empty program %.0f, training %.0f, frozen %.0f, normal %.0f\n", bare,
	       empty - bare, training - bare, frozen - bare, normal - bare);
	return empty > bare && training - bare <= MAX_INSTRUCTIONS && frozen - bare <= MAX_INSTRUCTIONS &&
	       normal - bare <= MAX_INSTRUCTIONS;
}
